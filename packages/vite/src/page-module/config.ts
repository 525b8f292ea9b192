import type { ESTree } from "vite";
import type { Finding } from "./destructured.ts";
import { type ExportEntry, nameOf, type Unit } from "./units.ts";

/** What the build reads of `config` without running the module. */
export interface ConfigReading {
  hydrate: boolean;
  prerender: boolean | "function";
  /** True when a part of it comes from elsewhere, such as `{ ...shared }`, and may set either key at run time. */
  isOpaque: boolean;
  findings: Finding[];
}

type Lookup = (name: string) => ESTree.Node | undefined;

/** Reads the literals of `export const config = { … }`, in whatever way it is exported. */
export function readConfig(units: readonly Unit[], entries: readonly ExportEntry[]): ConfigReading {
  const reading: ConfigReading = { hydrate: true, prerender: false, isOpaque: false, findings: [] };
  const lookup: Lookup = (name) => units.find(({ declares }) => declares.has(name))?.node;
  const entry = entries.find(({ exported }) => exported === "config");
  const unit = units.find(({ exports }) => exports.has("config"));
  if (!entry && !unit) return reading;
  const declaration = unit ? unit.node : entry?.local === undefined ? undefined : lookup(entry.local);
  const value = resolve(declaration, lookup);
  if (value?.type === "ObjectExpression") readObject(value, lookup, reading);
  else reading.isOpaque = true;
  return reading;
}

/** The expression that a declarator or identifier stands for, followed through the module's own constants. */
function resolve(node: ESTree.Node | null | undefined, lookup: Lookup, depth = 0): ESTree.Node | undefined {
  if (!node || depth > 10) return undefined;
  switch (node.type) {
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSNonNullExpression":
      return resolve(node.expression, lookup, depth);
    case "VariableDeclarator":
      return node.id.type === "Identifier" ? resolve(node.init, lookup, depth) : undefined;
    case "Identifier":
      return resolve(lookup(node.name), lookup, depth + 1) ?? node;
    default:
      return node;
  }
}

function readObject(object: ESTree.ObjectExpression, lookup: Lookup, reading: ConfigReading): void {
  for (const property of object.properties) {
    const key = property.type === "Property" ? keyOf(property) : undefined;
    if (property.type !== "Property" || key === undefined) reading.isOpaque = true;
    else if (key === "hydrate") readHydrate(property, reading);
    else if (key === "prerender") readPrerender(property, lookup, reading);
  }
}

function keyOf({ key, computed }: ESTree.ObjectProperty): string | undefined {
  if (key.type === "Literal") return String(key.value);
  return key.type === "Identifier" && !computed ? nameOf(key) : undefined;
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

/** `true` or `false`, as such and with type annotations; not a constant that holds it. */
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
