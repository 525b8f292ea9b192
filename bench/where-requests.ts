/** Asks a built app for one path again and again, in this process: what `where.ts` takes a profile of. */
import { argv } from "node:process";

const [script = "", path = "/", count = "0"] = argv.slice(2);
const { app } = await import(script);
for (let index = 0; index < Number(count); index++)
  await app.fetch(new Request(`http://localhost:3000${path}`));
process.exit(0);
