import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { writeApp } from "../support/fixture.ts";
import { CANARY, SECRET_STYLE } from "./server-only-styles.ts";
import { appWith, inDirectory } from "./server-only-ways.ts";

/** Ways to a symbolic link whose name is that of a server file, while its target's is not. */
export const LINK_WAYS: [way: string, card: string][] = [
  ["import", 'import { secret } from "../link.server";\nexport { secret };\n'],
  ["import with its extension", 'import { secret } from "../link.server.ts";\nexport { secret };\n'],
  ["import from the root", 'import { secret } from "/src/link.server.ts";\nexport { secret };\n'],
  ["import()", 'export const load = () => import("../link.server");\n'],
  ["?raw", 'import text from "../link.server.ts?raw";\nexport { text };\n'],
  ["a linked directory", 'import { secret } from "../.server/plain";\nexport { secret };\n'],
  ["a glob", 'export const all = import.meta.glob("../link.*.ts", { eager: true });\n'],
  ["a URL", 'export const url = new URL("../link.server.ts", import.meta.url).href;\n'],
  ["a worker", 'export const start = () => new Worker(new URL("../link.server.ts", import.meta.url));\n'],
  ["a stylesheet", 'import "./card.css";\nexport const start = 1;\n'],
  ["a stylesheet that leads to a server file", 'import "./other.css";\nexport const start = 1;\n'],
];

/** @returns the directory of an app with a page `/linkN` and links of its own for each way */
export function writeLinkedApp(): string {
  const apps = LINK_WAYS.map(([, card], index) =>
    inDirectory(
      `link${index}`,
      appWith(card.replace("/src/", `/src/link${index}/`), {
        "src/hidden/plain.ts": `export const secret = "${CANARY}";\n`,
        "src/hidden/plain.css": SECRET_STYLE,
        "src/data.server.css": SECRET_STYLE,
        "src/components/card.css": '@import "../link.server.css";\n',
        "src/components/other.css": '@import "../link.css";\n',
      }),
    ),
  );
  const directory = writeApp(Object.assign({}, ...apps));
  for (const index of LINK_WAYS.keys()) {
    const sources = join(directory, `src/link${index}`);
    symlinkSync("hidden/plain.ts", join(sources, "link.server.ts"));
    symlinkSync("hidden/plain.css", join(sources, "link.server.css"));
    symlinkSync("data.server.css", join(sources, "link.css"));
    symlinkSync("hidden", join(sources, ".server"));
  }
  return directory;
}
