const QUERIES = [
  "",
  "?raw",
  "?import",
  "?import&raw",
  "?raw&import",
  "?raw??",
  "?import&raw??",
  "?url",
  "?inline",
  "?import&url&inline",
  "?inline&import",
  "?url&inline&import",
  "?t=1",
  "?v=1",
  "?import&t=1",
  "?direct",
  "?html-proxy&index=0.js",
  "?worker",
  "?worker_file&type=module",
  "?sharedworker",
  "?worker&inline",
  "?worklet",
  "?init",
  "?commonjs-proxy",
  "?.svg?.wasm?init",
  "?.css",
  "?lang.css",
  "?raw=1",
  "?RAW",
  "?%72aw",
  "?bunsen",
  "?client",
];

const ODD_QUERIES = ["", "?raw", "?import", "?import&raw", "?url&inline&import"];

const SUFFIXES = [
  ".map",
  "/",
  "//",
  "\\",
  "/.",
  ".",
  "%00",
  "%00.js",
  "%20",
  "::$DATA",
  "::$DATA?raw",
  "#?raw",
  "%3Fraw",
];

/** Request targets that mean, or may be mistaken to mean, this file of a dev server's root. */
export function spellings(file: string, absolute: string): string[] {
  const encodedDot = file.replaceAll(".", "%2e");
  const encodedLetters = file.replace("src", "%73%72%63");
  const [directory = "", ...rest] = file.split("/");
  const below = rest.join("/");
  const plain = [`/${file}`, `/@fs${absolute}`, `/@fs/${absolute}`, `/@id/${absolute}`, `//${file}`];
  const odd = [
    `/@fs/${absolute.replaceAll("/", "//")}`,
    `/@fs${absolute.replaceAll("/", "%2f")}`,
    `/@fs${absolute.replace("server", "%73erver")}`,
    `/@id/${file}`,
    `/@id//${file}`,
    `/@id/__x00__${absolute}`,
    `/@id/__x00__/${file}`,
    `/${encodedDot}`,
    `/${encodedLetters}`,
    `/${file.replaceAll("/", "%2f")}`,
    `/${file.replaceAll("/", "\\")}`,
    `/${file.replaceAll("/", "%5c")}`,
    `/${directory}//${below}`,
    `/./${file}`,
    `/${directory}/./${below}`,
    `/${directory}/../${file}`,
    `/${directory}/%2e%2e/${file}`,
    `/public/../${file}`,
    `/node_modules/../${file}`,
    `/node_modules/.vite/deps/../../../${file}`,
    `/@vite/../${file}`,
    `/@vite/client/../../${file}`,
    `/${file.toUpperCase()}`,
    `/${file.replace(/\.\w+$/, "")}`,
    `/@fs${absolute.replace(/\.\w+$/, "")}`,
    `/@id/${absolute.replace(/\.\w+$/, "")}`,
    `/src/../${file}`,
    `/src/%2e%2e/${file}`,
    `/@id/./${file}`,
    `/@id/../${file}`,
    `/@id/__x00__${file}`,
    `/@fs/./${absolute}`,
    `/@fs/src/../${absolute}`,
    `/${file.replace(/\.ts$/, ".js")}`,
    `/${file}.ts`,
    `/%2561/../${file}`,
    `/${file.replaceAll(".", "%252e")}`,
  ];
  return [
    ...plain.flatMap((base) => [...QUERIES, ...SUFFIXES].map((ending) => `${base}${ending}`)),
    ...odd.flatMap((base) => ODD_QUERIES.map((query) => `${base}${query}`)),
  ];
}
