import type { ENDPOINTS } from "./endpoints.ts";

/** The same for packages that stay files beside the script, so that an executable is refused. */
export const KEPT: typeof ENDPOINTS = {
  "better-sqlite3": [
    `import Database from "better-sqlite3"; const db = new Database(":memory:");
export default db.prepare("select 1 + 2 as sum").get();`,
    { sum: 3 },
  ],
  "isomorphic-dompurify": [
    `import DOMPurify from "isomorphic-dompurify"; export default DOMPurify.sanitize("<p onclick=x>a<script>b</script></p>");`,
    "<p>a</p>",
  ],
  jsdom: [
    `import { JSDOM } from "jsdom"; export default new JSDOM("<p>a<b>c</b></p>").window.document.querySelector("b")?.textContent;`,
    "c",
  ],
  sharp: [
    `import sharp from "sharp";
export default (await sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } }).png().toBuffer()).subarray(1, 4).toString();`,
    "PNG",
  ],
  "pino-pretty": [
    `import pino from "pino"; import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os"; import { join } from "node:path";
const destination = join(mkdtempSync(join(tmpdir(), "pino-")), "log");
const options = { destination, colorize: false, ignore: "time,pid,hostname", sync: true };
const transport = pino.transport({ target: "pino-pretty", options }); pino(transport).info("hi");
await new Promise((resolve) => { transport.on("close", resolve); transport.end(); });
export default readFileSync(destination, "utf8");`,
    "INFO: hi\n",
  ],
};
