import type { ESTree } from "vite";
import type { Finding } from "./destructured.ts";
import type { ExportEntry, Unit } from "./statements.ts";
import { keyOf, type Lookup, resolve, type StaticValues, staticValues } from "./static-values.ts";

/** What the build reads of `config` without running the module. */
export interface ConfigReading {
  hydrate: boolean;
  prerender: boolean | "function";
  /** True when a part of it comes from elsewhere, such as `{ ...shared }`, and may set either key at run time. */
  isOpaque: boolean;
  /** Everything that is written as literals, for the manifest. */
  known: StaticValues;
  findings: Finding[];
}

/** Reads the literals of `export const config = { … }`, in every form of export. */
export function readConfig(units: readonly Unit[], entries: readonly ExportEntry[]): ConfigReading {
  const reading: ConfigReading = {
    hydrate: true,
    prerender: false,
    isOpaque: false,
    known: { values: {}, atRunTime: [] },
    findings: [],
  };
  const lookup: Lookup = (name) => units.find(({ declares }) => declares.has(name))?.node;
  const entry = entries.find(({ exported }) => exported === "config");
  const unit = units.find(({ exports }) => exports.has("config"));
  if (!entry && !unit) return reading;
  const declaration = unit ? unit.node : entry?.local === undefined ? undefined : lookup(entry.local);
  const value = resolve(declaration, lookup);
  if (value?.type === "ObjectExpression") {
    readObject(value, lookup, reading);
    return { ...reading, known: staticValues(value, lookup) };
  }
  return { ...reading, isOpaque: true, known: { values: {}, atRunTime: ["*"] } };
}

function readObject(object: ESTree.ObjectExpression, lookup: Lookup, reading: ConfigReading): void {
  for (const property of object.properties) {
    const key = property.type === "Property" ? keyOf(property) : undefined;
    if (property.type !== "Property" || key === undefined) reading.isOpaque = true;
    else if (key === "hydrate") readHydrate(property, reading);
    else if (key === "prerender") readPrerender(property, lookup, reading);
  }
}

function readHydrate(property: ESTree.ObjectProperty, reading: ConfigReading): void {
  const value = literal(property);
  if (value !== undefined) reading.hydrate = value;
  else {
    const message =
      "config.hydrate must be the word true or false, since the build reads it without running the file.";
    reading.findings.push({ message, offset: property.start });
  }
}

function readPrerender(property: ESTree.ObjectProperty, lookup: Lookup, reading: ConfigReading): void {
  const value = literal(property);
  if (value !== undefined) reading.prerender = value;
  else if (isFunction(property, lookup)) reading.prerender = "function";
  else {
    const message =
      "config.prerender must be the word true or false, or a function of this file (prerender: () => paths), " +
      "since the build reads it without running the file.";
    reading.findings.push({ message, offset: property.start });
  }
}

/** `true` or `false`, also with type annotations; not a constant with that value. */
function literal({ value }: ESTree.ObjectProperty): boolean | undefined {
  const node = resolve(value, () => undefined);
  return node?.type === "Literal" && typeof node.value === "boolean" ? node.value : undefined;
}

function isFunction({ kind, value }: ESTree.ObjectProperty, lookup: Lookup): boolean {
  const type = resolve(value, lookup)?.type;
  if (kind !== "init") return false;
  return (
    type === "ArrowFunctionExpression" || type === "FunctionExpression" || type === "FunctionDeclaration"
  );
}
