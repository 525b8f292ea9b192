import { uneval } from "devalue";

/** Formats of data that an import turns into an object, by extension. */
const PARSERS: Record<string, (text: string) => unknown> = {
  toml: (text) => withTextDates(Bun.TOML.parse(text)),
  yaml: (text) => Bun.YAML.parse(text),
  yml: (text) => Bun.YAML.parse(text),
  json5: (text) => Bun.JSON5.parse(text),
  jsonc: (text) => Bun.JSONC.parse(text),
};

export const DATA_EXTENSIONS: readonly string[] = Object.keys(PARSERS);

/**
 * The module that an import of a data file gets: the object is its default export, and each key a named one.
 *
 * @param extension one of `DATA_EXTENSIONS`
 * @throws the error of the parser
 */
export function dataModule(text: string, extension: string): string {
  const data = PARSERS[extension]?.(text);
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    return `export default ${uneval(data)};\n`;
  }
  const entries = Object.entries(data).map(([key, value], index) => ({ key, value, name: `value${index}` }));
  const constants = entries.map(({ name, value }) => `const ${name} = ${uneval(value)};`);
  const exported = entries.filter(({ key }) => key !== "default" && key.isWellFormed());
  const exports = exported.map(({ key, name }) => `  ${name} as ${JSON.stringify(key)},`);
  const properties = entries.map(({ key, name }) => `  [${JSON.stringify(key)}]: ${name},`);
  return [...constants, "export {", ...exports, "};", "export default {", ...properties, "};", ""].join("\n");
}

/** Dates are text, as in JSON: not every browser has `Temporal`. */
function withTextDates(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withTextDates);
  if ("toJSON" in value && Object.getPrototypeOf(value) !== Object.prototype)
    return JSON.parse(JSON.stringify(value));
  const entries = Object.entries(value).map(([key, part]) => [key, withTextDates(part)]);
  return Object.fromEntries(entries);
}
