// Run in the directory of an app: builds it as a program does, and prints what `build()` returns.
import { build } from "@bunsen/vite";

const files = await build({ logLevel: "silent" });
console.log(`\n${JSON.stringify(files)}`);
process.exit();
