// Run in the directory of an app: builds it as a program does, and prints what `build()` returns; with options of `compile()` as
// JSON, what that returns.
import { build, compile } from "@bunsen/vite";

const [, , options] = process.argv;
const files = await (options === undefined
  ? build({ logLevel: "silent" })
  : compile(JSON.parse(options), { logLevel: "silent" }));
console.log(`\n${JSON.stringify(files)}`);
process.exit();
