import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { isPlainObject } from "../../util/plain-object.ts";

/** A JSON Schema of the dialect 2020-12, which OpenAPI 3.1 uses. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The side of a schema: what it takes, or what it makes of it. */
export type SchemaSide = "input" | "output";

const DATE_TIME = { type: "string", format: "date-time" };

/** For what JSON Schema has no word for: a `Date`, which JSON sends as text; anything else is described as any value. */
const LIBRARY_OPTIONS: Record<string, Record<string, unknown>> = {
  zod: { unrepresentable: "any", override: describeZodDate },
  arktype: { fallback: { default: baseOf, date: describeDate } },
  valibot: { errorMode: "ignore" },
};

function baseOf({ base }: { base: object }): object {
  return base;
}

function describeDate({ base }: { base: object }): object {
  return { ...base, ...DATE_TIME };
}

function describeZodDate(zod: { zodSchema: { _zod: { def: { type: string } } }; jsonSchema: object }): void {
  if (zod.zodSchema._zod.def.type === "date") Object.assign(zod.jsonSchema, DATE_TIME);
}

/**
 * The JSON Schema of a schema that offers one (Standard JSON Schema): those of zod and arktype do, those of valibot after
 * `toStandardJsonSchema` of `@valibot/to-json-schema`.
 *
 * @returns `undefined` if it offers none
 * @throws what the library throws
 */
export function jsonSchemaOf(schema: StandardSchemaV1, side: SchemaSide): JsonSchema | undefined {
  const standard: StandardSchemaV1.Props & Partial<StandardJSONSchemaV1.Props> = schema["~standard"];
  const libraryOptions = LIBRARY_OPTIONS[standard.vendor];
  const converted: unknown = standard.jsonSchema?.[side]({
    target: "draft-2020-12",
    ...(libraryOptions && { libraryOptions }),
  });
  if (!isPlainObject(converted)) return undefined;
  const { $schema, ...own } = converted;
  return own;
}

/** Parts of an API description that others refer to, by name. */
export type Components = Record<string, JsonSchema>;

/** What a reference to a component begins with. */
export const REFERENCE = "#/components/schemas/";

/**
 * Moves what a schema refers to to the components: in an API description `#` is the whole document.
 *
 * @param name for the component; its `$defs` get names that start with it
 * @returns the schema itself, whose properties can be read
 */
export function hoistReferences(schema: JsonSchema, name: string, components: Components): JsonSchema {
  const text = JSON.stringify(schema);
  if (!text.includes('"$ref"')) return schema;
  const { $defs, ...root } = withReferences(schema, name) as Record<string, unknown>;
  if (/"\$ref":"#(?!\/\$defs\/)/.test(text)) components[name] = root;
  for (const [key, definition] of Object.entries(isPlainObject($defs) ? $defs : {})) {
    components[definitionName(name, key)] = definition as JsonSchema;
  }
  return root;
}

function withReferences(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withReferences(item, name));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === "$ref" && typeof item === "string" ? referenceTo(item, name) : withReferences(item, name),
    ]),
  );
}

function referenceTo(reference: string, name: string): string {
  if (!reference.startsWith("#")) return reference;
  const [, key, rest] = /^#\/\$defs\/([^/]+)(.*)$/.exec(reference) ?? [];
  if (key !== undefined) return REFERENCE + definitionName(name, key) + (rest ?? "");
  return REFERENCE + name + reference.slice(1);
}

function definitionName(name: string, key: string): string {
  return `${name}_${componentName(key)}`;
}

/** Names of components are letters, digits, dots, hyphens and underscores (OpenAPI 3.1, Components Object). */
export function componentName(text: string): string {
  return text.replaceAll(/[^\w.-]/g, "_");
}
