// Run by build-errors.ts in the directory of an app: builds it as `vite build` does, and prints the messages of its errors.
import { createBuilder, type Plugin } from "vite";

const messages: string[] = [];
/** What `createBuilder` throws in the end holds the first few only. */
const collector: Plugin = {
  name: "collector",
  buildEnd(error) {
    if (error === undefined) return;
    const errors = "errors" in error && Array.isArray(error.errors) ? error.errors : [error];
    messages.push(...errors.map(({ message }: Error) => message));
  },
};
try {
  const builder = await createBuilder({ logLevel: "silent", plugins: [collector] });
  await builder.buildApp();
} catch (error) {
  if (messages.length === 0) throw error;
}
console.log(`\n${JSON.stringify(messages)}`);
process.exit();
