import { extname } from "node:path";

/** What no browser may get, in every server file of these apps. */
export const CANARY = "canary-90e4d2ab";

export const SECRET_STYLE = `.secret { content: "${CANARY}"; }\n`;

/** What a server file holds, by its extension: a class, and a value of CSS modules. */
const SECRET_FILES: Record<string, string> = {
  ".css": `@value hidden: "${CANARY}";\n@value other: 1;\n${SECRET_STYLE}`,
  ".scss": SECRET_STYLE,
  ".sass": `.secret\n  content: "${CANARY}"\n`,
  ".svg": `<svg xmlns="http://www.w3.org/2000/svg"><desc>${CANARY}</desc></svg>\n`,
};

const SPELLINGS: [file: string, css: string, serverFile?: string][] = [
  ["card.module.css", '@value hidden from "../data.server.css";\n.card { content: hidden; }'],
  ["card.module.css", '@value other, hidden from "../data.server.css";\n.card { content: hidden; }'],
  ["card.module.css", '@value hidden\nfrom/* here */"../data.server.css";\n.card { content: hidden; }'],
  [
    "card.module.css",
    '@value file: "../data.server.css";\n@value hidden from file;\n.card { content: hidden; }',
  ],
  [
    "card.module.css",
    "@value file: ../data.server.css;\n@value hidden from file;\n.card { content: hidden; }",
  ],
  ["card.module.css", ':import("../data.server.css") { local: hidden; }\n.card { content: local; }'],
  ["card.module.css", ":import(../data.server.css) { local: hidden; }\n.card { content: local; }"],
  ["card.module.css", '.card { composes: secret from\n"../data.server.css"; }'],
  ["card.module.css", '.card { composes: secret from/**/"../data.server.css"; }'],
  ["card.css", '@import\n"../data.server.css";'],
  ["card.css", '@import/* {it\'s} */"../data.server.css";'],
  ["card.css", '@import /* ; */\n url( "../data.server.css" ) layer(x);'],
  ["card.css", "@import url(\n../data.server.css\n);"],
  ["card.css", '@import "../data.\\73 erver.css";'],
  ["card.css", '@import "../data.\\\nserver.css";'],
  ["card.css", '.card { background: image-set("../data.server.svg" 1x); }', "data.server.svg"],
  ["card.css", '.card { background: url("../data%2Eserver.svg?inline"); }', "data.server.svg"],
  ["card.scss", '@use\n  "../data.server" as data;', "data.server.scss"],
  ["card.scss", '@use // it\'s\n "../data.server" as data;', "data.server.scss"],
  ["card.scss", '@use "../data%2Eserver" as data;', "data.server.scss"],
  ["card.scss", '@use "sass:meta";\n@include meta.load-css(\n$url: "../data.server");', "data.server.scss"],
  ["card.scss", '@use "sass:meta";\n@include meta.load-css("../data" + "." + "server");', "data.server.scss"],
  ["card.sass", "@import ../data.server", "data.server.sass"],
];

/** Spellings by which a stylesheet takes in a server file. */
export const STYLE_SPELLINGS = SPELLINGS.map(([file, css, serverFile = "data.server.css"]) => ({
  file,
  css,
  serverFile,
  content: SECRET_FILES[extname(serverFile)] ?? "",
}));
