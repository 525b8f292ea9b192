import { type AppFiles, linkTo } from "../support/fixture.ts";
import { LOCATED } from "./located.ts";

/** What an importer sees of a package. Functions are called: each returns what it is. */
interface Seen {
  default: unknown;
  named: unknown;
  /** The default export of the namespace, and that of a dynamic import. */
  namespace: unknown;
  dynamic: unknown;
  /** Through a module that hands the package on. */
  forwarded: unknown;
}

interface Shape {
  name: string;
  /** Path below the package to content. */
  files: AppFiles;
  /** A workspace package, linked into `node_modules`, or one of the registry. */
  place: "installed" | "linked";
  server: Seen;
  browser: Seen;
}

interface CommonJs {
  code: string;
  /** What an importer gets as default. */
  default: unknown;
  /** The same where the file's package is of type `module`: what it exports, whatever that says of itself. */
  exports?: unknown;
}

/** How CommonJS is written in the registry. `named` is always there. */
const COMMONJS: Record<string, CommonJs> = {
  "es-default": {
    code: `Object.defineProperty(exports, "__esModule", { value: true });
exports.default = () => "the default export";
exports.named = () => "named";`,
    default: "the default export",
    exports: { default: "the default export", named: "named" },
  },
  "es-assigned": {
    code: `exports.__esModule = true; exports.named = void 0; const make = () => () => "assigned";
exports.default = make(); exports.named = () => "named";`,
    default: "assigned",
    exports: { default: "assigned", named: "named" },
  },
  "es-no-default": {
    code: `"use strict"; Object.defineProperty(exports, "__esModule", { value: true });
exports.named = () => "named";`,
    default: { named: "named" },
  },
  "es-falsy-default": {
    code: `Object.defineProperty(exports, "__esModule", { value: true }); exports.default = 0;
exports.named = () => "named";`,
    default: 0,
    exports: { default: 0, named: "named" },
  },
  "es-bundled": {
    code: `var names = { default: () => (() => "bundled"), named: () => (() => "named") };
var to = {}; Object.defineProperty(to, "__esModule", { value: true });
for (const name in names) Object.defineProperty(to, name, { get: names[name], enumerable: true });
module.exports = to; 0 && (module.exports = { named });`,
    default: "bundled",
    exports: { default: "bundled", named: "named" },
  },
  "babel-add-module-exports": {
    code: `Object.defineProperty(exports, "__esModule", { value: true });
exports.default = () => "both"; exports.default.named = () => "named";
module.exports = exports.default; module.exports.default = exports.default;`,
    default: "both",
  },
  function: {
    code: `module.exports = () => "a function"; module.exports.named = () => "named";`,
    default: "a function",
  },
  object: {
    code: `module.exports = { named: () => "named" };`,
    default: { named: "named" },
  },
  "plain-constant": {
    code: `exports.default = 5; exports.named = () => "named";`,
    default: { default: 5, named: "named" },
  },
  "plain-default": {
    code: `exports.named = () => "named"; exports.default = () => "only a name";`,
    default: { default: "only a name", named: "named" },
  },
};

const seen = (value: unknown, named: unknown = "named"): Seen => ({
  default: value,
  named,
  namespace: value,
  dynamic: value,
  forwarded: value,
});

function commonJsShapes(place: Shape["place"]): Shape[] {
  return Object.entries(COMMONJS).flatMap(([kind, { code, default: value, exports = value }]): Shape[] => {
    return [
      {
        place,
        server: seen(value),
        browser: seen(value),
        name: `${place}-${kind}`,
        files: { "package.json": JSON.stringify({ main: "index.js" }), "index.js": code },
      },
      {
        place,
        server: seen(exports),
        browser: seen(exports),
        name: `${place}-cjs-${kind}`,
        files: {
          "package.json": JSON.stringify({ type: "module", exports: "./index.cjs" }),
          "index.cjs": `module.exports = require("./inner.cjs");`,
          "inner.cjs": code,
        },
      },
    ];
  });
}

/** ES modules of packages that import CommonJS: of their own, and of another package. */
function nestedShapes(place: Shape["place"]): Shape[] {
  const manifests = {
    typed: [{ type: "module", exports: "./entry.js" }, "entry.js"],
    mjs: [{ exports: { import: "./entry.mjs", require: "./own.cjs" } }, "entry.mjs"],
  } as const;
  return Object.entries(manifests).flatMap(([how, [manifest, entry]]) =>
    ["es-default", "es-no-default", "function", "es-bundled"].map((kind) => {
      const found = COMMONJS[kind];
      const own = how === "typed" ? (found?.exports ?? found?.default) : found?.default;
      const value = { another: found?.default, dynamic: own, handedOn: own, named: "named", own };
      return {
        name: `${place}-nested-${how}-${kind}`,
        place,
        files: {
          "package.json": JSON.stringify(manifest),
          "own.cjs": found?.code ?? "",
          [entry]: `import own, { named as inner } from "./own.cjs";
import another from "installed-${kind}";
export { default as handedOn } from "./own.cjs";
import * as self from "./own.cjs";
export const named = () => "named";
export default () => ({ own, another, named: inner, handedOn: self.default, dynamic });
const { default: dynamic } = await import("./own.cjs");
`,
        },
        server: seen(value),
        browser: seen(value),
      };
    }),
  );
}

/** The files of a dual package, in the order in which it names them. */
function conditionShapes(place: Shape["place"]): Shape[] {
  const orders: [names: string[], server: string, browser: string][] = [
    [["import", "require", "default"], "import", "import"],
    [["require", "import"], "import", "import"],
    [["bun", "import", "default"], "bun", "import"],
    [["browser", "bun", "node", "default"], "bun", "browser"],
    [["node", "browser", "default"], "node", "browser"],
    [["node", "bun", "default"], "node", "default"],
    [["worker", "edge-light", "workerd", "deno", "react-server", "default"], "default", "default"],
    [["module", "default"], "default", "module"],
    [["module-sync", "default"], "default", "default"],
    [["browser", "development", "production", "default"], "default", "browser"],
    [["browser", "node-addons", "default"], "node-addons", "browser"],
  ];
  return orders.map(([names, server, browser]) => ({
    name: `${place}-conditions-${names.join("-")}`,
    place,
    files: {
      "package.json": JSON.stringify({
        exports: { ".": Object.fromEntries(names.map((name) => [name, `./${name}.mjs`])) },
      }),
      ...Object.fromEntries(
        names.map((name) => [
          `${name}.mjs`,
          `export const named = () => "named";\nexport default "${name}";\n`,
        ]),
      ),
    },
    server: seen(server),
    browser: seen(browser),
  }));
}

/** Packages without `exports`: the server takes `main`, as its runtime does. */
const FIELDS: Shape = {
  name: "installed-fields",
  place: "installed",
  files: {
    "package.json": JSON.stringify({ main: "main.js", module: "module.js" }),
    "main.js": `exports.__esModule = true; exports.default = "main"; exports.named = () => "named";`,
    "module.js": `export default "module"; export const named = () => "named";`,
  },
  server: seen("main"),
  browser: seen("module"),
};

const SHAPES: readonly Shape[] = (["installed", "linked"] as const)
  .flatMap((place) => [...commonJsShapes(place), ...nestedShapes(place), ...conditionShapes(place)])
  .concat(FIELDS);

/** The app's own CommonJS: names of modules as its files import them. */
const OWN: AppFiles = Object.fromEntries(
  Object.entries(COMMONJS).flatMap(([kind, { code }]) => [
    [`src/own/${kind}.cjs`, code],
    [
      `src/own/${kind}-typed.cts`,
      `const { type } = { type: 1 as number };\n${code.replaceAll("() =>", "(): any =>")}`,
    ],
  ]),
);

const OWN_SEEN = Object.entries(COMMONJS).flatMap(([kind, { default: value, exports = value }]) => [
  [`../own/${kind}.cjs`, seen(exports)] as const,
  [`../own/${kind}-typed.cts`, seen(exports)] as const,
]);

const OWN_NAMES: readonly string[] = OWN_SEEN.map(([name]) => name);

export function expected(side: "server" | "browser"): Record<string, Seen> {
  return Object.fromEntries([...SHAPES.map((shape) => [shape.name, shape[side]] as const), ...OWN_SEEN]);
}

/** Directories of importers: the type of their package decides nothing. */
export const IMPORTERS = ["typed", "untyped", "mts"] as const;

function importer(directory: (typeof IMPORTERS)[number]): AppFiles {
  const names = [...SHAPES.map(({ name }) => name), ...OWN_NAMES];
  const extension = directory === "mts" ? "mts" : "ts";
  const imports = names.map(
    (name, index) => `import default${index}, { named as named${index} } from "${name}";
import * as namespace${index} from "${name}";
import { forwarded${index} } from "./forward.${extension}";`,
  );
  const entries = names.map(
    (name, index) => `[${JSON.stringify(name)}, {
  default: show(default${index}), named: show(named${index}), namespace: show(namespace${index}.default),
  dynamic: show((await import("${name}")).default), forwarded: show(forwarded${index}),
}]`,
  );
  return {
    [`src/${directory}/see.${extension}`]: `import { show } from "../show.ts";
${imports.join("\n")}
export const see = async () => Object.fromEntries([${entries.join(",\n")}]);
`,
    [`src/${directory}/forward.${extension}`]: names
      .map((name, index) => `export { default as forwarded${index} } from "${name}";`)
      .join("\n"),
  };
}

/** Its plugins make modules whose ids do not begin with NUL, as those for icons do. */
const VITE_CONFIG = `
import { bunsen } from "@bunsen/vite";
const made = {
  "~icons/mdi/home": 'import { jsx } from "react/jsx-runtime"; export default () => jsx("i", { children: "home" });',
  "~icons/mdi/mail.jsx": "export default () => <i>mail</i>;",
  "virtual:thing.jsx": "export default ({ label }) => <b>{label}</b>;",
};
export default {
  plugins: [
    { name: "icons", resolveId: (id) => (id in made ? id : null), load: (id) => made[id] },
    bunsen({ external: [] }),
  ],
};
`;

/** Packages of both places, and an app that says what each of its importers sees of them, on both sides. */
export const APP: AppFiles = {
  ...Object.assign({}, ...SHAPES.map(packageFiles)),
  ...OWN,
  ...Object.assign({}, ...IMPORTERS.map(importer)),
  ...LOCATED,
  "src/untyped/package.json": "{}",
  "vite.config.ts": VITE_CONFIG,
  "src/pages/icons.tsx": `
import Home from "~icons/mdi/home";
import Mail from "~icons/mdi/mail.jsx";
import Thing from "virtual:thing.jsx";
export default () => <main><Home /><Mail /><Thing label="made up" /></main>;
`,
  "src/show.ts": `
export function show(value: unknown): unknown {
  if (typeof value === "function") return show(value());
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).filter((key) => key !== "__esModule").sort();
  return Object.fromEntries(keys.map((key) => [key, show((value as Record<string, unknown>)[key])]));
}
`,
  "src/see.ts": `${IMPORTERS.map((name) => `import { see as ${name} } from "./${name}/see.${name === "mts" ? "mts" : "ts"}";`).join("\n")}
export const see = async () => ({ ${IMPORTERS.map((name) => `${name}: await ${name}()`).join(", ")} });
`,
  "src/names.ts": `
import { User as Other } from "./user.ts";
class User {}
function save() {}
const load = () => {};
export const names = [User, save, load, Other, new Other().constructor].map(({ name }) => name);
`,
  "src/note.md": "# text\n",
  "src/note.json": '{ "a": 1 }',
  "src/attributes.ts": `
import markdown from "./note.md" with { type: "text" };
import data from "./note.json" with { type: "json" };
export { default as again } from "./note.json" with { type: "text" }
export const attributes = [markdown, data];
`,
  "src/pages/api/attributes.ts": `import { again, attributes } from "../../attributes.ts";
export const GET = () => [...attributes, again];
`,
  "src/user.ts": `export class User { static made = new User(); }
`,
  "src/pages/api/names.ts": `import { names } from "../../names.ts";
export const GET = () => names;
`,
  "src/pages/api/see.ts": `import { see } from "../../see.ts";\nexport const GET = () => see();\n`,
  "src/pages/index.tsx": `
import { useEffect, useState } from "react";
import { see } from "../see.ts";
export default function Page() {
  const [seen, setSeen] = useState("");
  useEffect(() => {
    see().then((all) => setSeen(JSON.stringify(all)));
  }, []);
  return <pre id="browser">{seen}</pre>;
}
`,
};

function packageFiles({ name, files, place }: Shape): AppFiles {
  const home = place === "installed" ? `node_modules/${name}` : `workspace/${name}`;
  const manifest = JSON.parse(files["package.json"] ?? "{}");
  return {
    ...Object.fromEntries(Object.entries(files).map(([path, content]) => [`${home}/${path}`, content])),
    [`${home}/package.json`]: JSON.stringify({ name, version: "1.0.0", ...manifest }),
    ...(place === "linked" && { [`node_modules/${name}`]: linkTo(`../workspace/${name}`) }),
  };
}
