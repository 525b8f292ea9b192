import type { Plugin } from "vite";

/** What a transform has failed with, and the text that it failed on. */
interface Failure {
  code: string;
  error: unknown;
}

const GENERATE = "@tailwindcss/vite:generate:serve";

/**
 * Makes an error of Tailwind last until a stylesheet, or a script that one loads, is changed. If Tailwind is asked again
 * for a stylesheet that it could not compile, it returns the last good one, so the error would disappear with the next
 * edit of a component.
 *
 * @param plugins Tailwind's
 */
export function withLastingErrors(plugins: Plugin[]): Plugin[] {
  const generate = plugins.find(({ name }) => name === GENERATE);
  const transform = generate?.transform;
  if (!generate || typeof transform !== "object") return plugins;
  const failures = new Map<string, Failure>();
  /** By file, the hash of its content at the last change event. */
  const heard = new Map<string, number | bigint>();
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
    async handler({ file, type, read }) {
      // A file that is only scanned for class names cannot fix the error.
      if (/\.[jt]sx$/.test(file)) return;
      const content = Bun.hash(type === "delete" ? "" : await textOf(read));
      // Every environment receives a change, on a busy machine sometimes after another one has failed already.
      if (heard.get(file) === content) return;
      heard.set(file, content);
      failures.clear();
    },
  };
  return plugins;
}

/** The text of a changed file. Editors save by way of files that are gone before anybody reads them. */
async function textOf(read: () => string | Promise<string>): Promise<string> {
  try {
    return await read();
  } catch {
    return "";
  }
}
