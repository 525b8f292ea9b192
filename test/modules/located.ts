import type { AppFiles } from "../support/fixture.ts";

/** A package that mentions a variable which browsers do not have. */
export const LOCATED: AppFiles = {
  "node_modules/located/package.json": '{ "name": "located", "version": "1.0.0" }',
  "node_modules/located/index.js": `
exports.located = () => ({ directory: __dirname + "data", shorthand: { __dirname }, kind: typeof __dirname });
`,
  "src/pages/located.tsx": `
import { useEffect, useState } from "react";
import { located } from "located";
export default function Page() {
  const [seen, setSeen] = useState("");
  useEffect(() => setSeen(JSON.stringify(located())), []);
  return <pre id="browser">{seen}</pre>;
}
`,
};

/** What its page sees of it in a browser. */
export const LOCATED_IN_BROWSERS = { directory: "/data", shorthand: { __dirname: "/" }, kind: "undefined" };
