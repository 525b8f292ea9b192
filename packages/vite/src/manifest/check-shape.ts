import { MANIFEST_FORMAT, MANIFEST_VERSION, type Manifest } from "./types.ts";

/** Whether a value has a form; a manifest is untrusted input. */
type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isFlag: Check = (value) => typeof value === "boolean";

const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

const mapOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);

/** @param optional keys that may be left out; other keys are ignored */
const objectOf =
  (required: Record<string, Check>, optional: Record<string, Check> = {}): Check =>
  (value) =>
    isObject(value) &&
    Object.entries(required).every(([key, check]) => Object.hasOwn(value, key) && check(value[key])) &&
    Object.entries(optional).every(([key, check]) => value[key] === undefined || check(value[key]));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isRange: Check = (value) =>
  Array.isArray(value) && value.length === 2 && value.every(isCount) && value[0] <= value[1];

const isSide = objectOf(
  {
    bytes: isCount,
    places: listOf(objectOf({ file: isText, ranges: listOf(isRange), bytes: isCount })),
    importers: listOf(isText),
  },
  {
    hash: isText,
    dynamicImporters: listOf(isText),
    imports: listOf(isText),
    external: listOf(isText),
    exports: listOf(isText),
  },
);

const isModule = objectOf({ path: isText, id: isText }, { client: isSide, server: isSide });

const isPackage = objectOf(
  { name: isText, version: isText, modules: listOf(isModule) },
  { license: isText, copies: listOf(isText), files: listOf(objectOf({ path: isText, bytes: isCount })) },
);

const isFile = objectOf(
  { path: isText, bytes: isCount, hash: isText },
  {
    url: isText,
    type: isText,
    immutable: isFlag,
    encodings: mapOf(isCount),
    published: isFlag,
    glue: isCount,
    imports: listOf(isText),
    dynamicImports: listOf(isText),
    exports: listOf(isText),
  },
);

const isReach = objectOf({ modules: listOf(isText), packages: listOf(isText) });

const isRoute = objectOf(
  {
    id: isText,
    kind: (value) => value === "page" || value === "endpoint" || value === "error",
    file: isText,
    reaches: objectOf({}, { client: isReach, server: isReach }),
  },
  {
    server: isText,
    wrappers: listOf(objectOf({}, { file: isText, server: isText })),
    client: objectOf({ files: listOf(isText), bytes: isCount, gzip: isCount }),
    markup: objectOf({ elements: isCount, flat: isCount }),
    prerendered: listOf(isText),
    config: objectOf({ values: isObject }, { atRunTime: listOf(isText) }),
  },
);

const isWhole = objectOf({
  buildId: isText,
  app: isText,
  base: isText,
  pagesDirectory: isText,
  versions: mapOf(isText),
  packages: listOf(isPackage),
  files: listOf(isFile),
  routes: listOf(isRoute),
});

/** The result of checking a manifest. */
export type CheckedManifest = { manifest: Manifest } | { reason: "foreign" | "newer" | "damaged" };

/** Checks all of a value that claims to be a manifest. */
export function checkManifest(value: unknown): CheckedManifest {
  if (!isObject(value) || value.format !== MANIFEST_FORMAT) return { reason: "foreign" };
  if (value.formatVersion !== MANIFEST_VERSION) return { reason: "newer" };
  return isWhole(value) ? { manifest: value as unknown as Manifest } : { reason: "damaged" };
}
