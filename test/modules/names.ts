import type { AppFiles } from "../support/fixture.ts";

/** Packages in CommonJS whose exports are only known when they have been loaded. */
const PACKAGES: Record<string, string> = {
  assigned: 'Object.assign(module.exports, { a: 1 }, require("./more.js"));',
  umd: '(function (root, make) { typeof exports === "object" ? (module.exports = make()) : (root.umd = make()); })(this, function () { return { a: 1, b: 2 }; });',
  class: "module.exports = class { static a = 1; static b() {} };",
  hidden: 'exports.a = 1; Object.defineProperty(exports, "b", { value: 2 });',
  getters: 'exports.a = 1; Object.defineProperty(exports, "b", { enumerable: true, get: () => 2 });',
  marked: "exports.__esModule = true; exports.a = 1; exports.b = 2; exports.default = 3;",
  "es-marked": 'Object.defineProperty(exports, "__esModule", { value: true }); exports.a = 1; exports.b = 2;',
  bundle:
    "var to = {}; for (const key of ['a', 'b']) Object.defineProperty(to, key, { enumerable: true, get: () => key }); module.exports = to;",
};

/** What each of them has, as a namespace: functions say `length`, `name` and `prototype`, too. */
export const KEYS: Record<string, string> = {
  ...Object.fromEntries(Object.keys(PACKAGES).map((name) => [name, "a,b,default"])),
  own: "a,b,default",
  handed: "a,b,own",
};
const NAMES = Object.keys(PACKAGES);

/** What the browser says of a package that only browsers can load. */
export const REFUSAL = 'src/browser-only.ts:1 imports { missing } from "named-browser", which is CommonJS';

export const NAMES_APP: AppFiles = {
  ...Object.fromEntries(
    [...Object.entries(PACKAGES), ["browser", "exports.there = window.location.pathname;"]].map(
      ([name, code]) => [`node_modules/named-${name}/index.js`, code ?? ""],
    ),
  ),
  ...Object.fromEntries(
    [...NAMES, "browser"].map((name) => [
      `node_modules/named-${name}/package.json`,
      `{ "name": "named-${name}", "version": "1.0.0" }`,
    ]),
  ),
  "node_modules/named-assigned/more.js": "exports.b = 2;",
  "src/named/own.cjs": "module.exports = class { static a = 1; static b() {} };",
  "src/named/handed.ts": 'export * from "named-assigned";\nexport const own = 1;\n',
  "src/named/keys.ts": `
${NAMES.map((name, index) => `import { a as a${index}, b as b${index} } from "named-${name}"; import * as all${index} from "named-${name}";`).join("\n")}
import { a, b } from "./own.cjs";
import * as own from "./own.cjs";
import * as handed from "./handed.ts";
const OF_FUNCTIONS = ["length", "name", "prototype"];
const keys = (all: object) => Object.keys(all).filter((key) => !OF_FUNCTIONS.includes(key)).sort().join();
export const isComplete = [a, b, ${NAMES.flatMap((_, index) => [`a${index}`, `b${index}`])}].every((value) => value !== undefined);
export const seen = { ${NAMES.map((name, index) => `${JSON.stringify(name)}: keys(all${index})`)}, own: keys(own), handed: keys(handed) };
`,
  "src/browser-only.ts": 'import { missing, there } from "named-browser";\nexport { missing, there };\n',
  "src/browser-too.ts": 'import { there } from "named-browser";\nexport { there };\n',
  "src/pages/api/keys.ts":
    'import { isComplete, seen } from "../../named/keys.ts";\nexport const GET = () => ({ isComplete, seen });\n',
  "src/pages/keys.tsx": `
import { useEffect, useState } from "react";
import { isComplete, seen } from "../named/keys.ts";
export default function Page() {
  const [shown, setShown] = useState("");
  useEffect(() => {
    const load = async () => {
      const { there } = await import("../browser-too.ts");
      const refusal = await import("../browser-only.ts").catch((error) => error.message);
      setShown(JSON.stringify({ isComplete, seen, there, refusal }));
    };
    load();
  }, []);
  return <pre>{shown}</pre>;
}
`,
  "src/named/data.json": '{ "a": 3 }',
  "src/pages/api/required.ts": `
import * as module from "node:module";
import { createRequire } from "node:module";
const load = createRequire(import.meta.url);
function inner() {
  const other = module.createRequire(import.meta.url) as NodeJS.Require;
  return other("named-umd").a;
}
const direct = () => createRequire(import.meta.url)("named-marked").b;
const shadowed = (load: (name: string) => string) => load("a" + "name");
export const GET = () => [
  load("named-bundle").a, inner(), direct(), load("../../named/own.cjs").a, load("../../named/data.json").a, shadowed(String),
];
`,
  ...defaults(),
};

/** Default exports without a name. */
function defaults(): AppFiles {
  const codes = [
    "export default class {}",
    "export default class { static own = this.name; }",
    "export default (class {});",
    "export default function () {}",
    "export default async function* () {}",
    "export default () => {};",
    "export default async () => {};",
    "export default (function () {});",
  ];
  return {
    ...Object.fromEntries(codes.map((code, index) => [`src/named/default${index}.ts`, `${code}\n`])),
    "src/pages/api/default-names.ts": `
${codes.map((_, index) => `import value${index} from "../../named/default${index}.ts";`).join("\n")}
const all: { name: string; own?: string }[] = [${codes.map((_, index) => `value${index}`)}];
export const GET = () => [...new Set(all.flatMap(({ name, own = name }) => [name, own]))];
`,
  };
}
