import { expect, test } from "vitest";
import { withLastingErrors } from "./lasting-errors.ts";

type Transform = (code: string, id: string) => Promise<string>;
type HotUpdate = (change: { file: string; type: string; read: () => Promise<string> }) => Promise<void>;

/** A compiler that fails once and then answers with the last good stylesheet, as Tailwind does. */
function compiler() {
  let calls = 0;
  const plugin = {
    name: "@tailwindcss/vite:generate:serve",
    transform: {
      handler(): string {
        if (calls++ === 0) throw new Error("no such class");
        return "the last good one";
      },
    },
  };
  const [wrapped] = withLastingErrors([plugin]) as unknown as [
    { transform: { handler: Transform }; hotUpdate: { handler: HotUpdate } },
  ];
  return {
    transform: () =>
      wrapped.transform.handler.call({ environment: { name: "client" } }, "main {}", "/style.css"),
    hear: (file: string, content: string) =>
      wrapped.hotUpdate.handler({ file, type: "update", read: async () => content }),
    hearOfGone: (file: string) =>
      wrapped.hotUpdate.handler({ file, type: "create", read: () => Promise.reject(new Error("ENOENT")) }),
  };
}

test("an error outlasts the same change, heard once more for another environment", async () => {
  const { transform, hear } = compiler();
  await hear("/style.css", "main {}");
  await expect(transform()).rejects.toThrow("no such class");
  await hear("/style.css", "main {}");
  await expect(transform()).rejects.toThrow("no such class");
});

test("an error outlasts the edit of a component", async () => {
  const { transform, hear } = compiler();
  await expect(transform()).rejects.toThrow();
  await hear("/page.tsx", "export default () => null;");
  await expect(transform()).rejects.toThrow();
});

test.each(["/style.css", "/theme.css", "/tailwind.config.ts"])("a change of %s may mend it", async (file) => {
  const { transform, hear } = compiler();
  await expect(transform()).rejects.toThrow();
  await hear(file, "something else");
  expect(await transform()).toBe("the last good one");
});

test("a temporary file that is gone again is no error", async () => {
  const { hearOfGone } = compiler();
  await expect(hearOfGone("/src/pages/sedMeMUl3")).resolves.toBeUndefined();
});
