import type { Plugin } from "vite";

/** What a transform has failed with, and the text that it failed on. */
interface Failure {
  code: string;
  error: unknown;
}

const GENERATE = "@tailwindcss/vite:generate:serve";

/**
 * Makes an error of Tailwind last until a stylesheet, or a script that one loads, is changed. Tailwind itself, asked
 * again for a stylesheet that it could not compile, answers with the last good one, so that the error would be gone with
 * the next edit of a component.
 *
 * @param plugins Tailwind's
 */
export function withLastingErrors(plugins: Plugin[]): Plugin[] {
  const generate = plugins.find(({ name }) => name === GENERATE);
  const transform = generate?.transform;
  if (!generate || typeof transform !== "object") return plugins;
  const failures = new Map<string, Failure>();
  const { handler } = transform;
  generate.transform = {
    ...transform,
    async handler(code, id, ...rest) {
      const key = `${this.environment.name} ${id}`;
      const failure = failures.get(key);
      if (failure?.code === code) throw failure.error;
      failures.delete(key);
      try {
        return await handler.call(this, code, id, ...rest);
      } catch (error) {
        failures.set(key, { code, error });
        throw error;
      }
    },
  };
  generate.hotUpdate = {
    order: "pre",
    handler({ file }) {
      // What is only scanned for class names mends nothing.
      if (!/\.[jt]sx$/.test(file)) failures.clear();
    },
  };
  return plugins;
}
