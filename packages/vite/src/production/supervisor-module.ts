import { fileURLToPath } from "node:url";

/**
 * `dist/server/supervise.js`: what decides whether this process supervises workers. It is bundled apart from the app, which a
 * supervisor does not load.
 *
 * @throws an AggregateError of the bundler
 */
export async function supervisorModule(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve("@bunsen/runtime/internal/supervise"));
  const { outputs } = await Bun.build({
    entrypoints: [entry],
    target: "bun",
    format: "esm",
    minify: true,
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
  });
  const [script] = outputs;
  if (!script) throw new Error("The supervisor could not be bundled.");
  return script.text();
}
