import { expect, test } from "vitest";
import { buildApp, runBunsen } from "../support/build.ts";
import { writeApp } from "../support/fixture.ts";

const APP = {
  "src/pages/index.tsx": "export default () => <h1>home</h1>;\n",
  "src/pages/blog/[slug].tsx": "export default () => <h1>post</h1>;\n",
  "src/pages/blog/[slug].server.ts": "export default () => {};\n",
  "src/pages/api/x.ts": "export const GET = () => 1;\n",
};

test("bunsen routes prints the routes as they are now, with sizes once there is a build", async () => {
  const directory = writeApp(APP);
  const before = await runBunsen(directory, ["routes"]);
  expect(before.code, before.output).toBe(0);
  expect(before.output).toMatch(/^└─ blog\/\n {3}└─ \[slug\] +page +blog\/\[slug\]\.tsx \+ server$/m);
  expect(before.output).not.toContain("gzip");
  const built = await buildApp(directory);
  expect(built.code, built.output).toBe(0);
  const after = await runBunsen(directory, ["routes"]);
  expect(after.output).toMatch(/\[slug\] .* \d+ kB +[\d.]+ kB$/m);
  expect(after.output).toMatch(/by the build in dist/);
  const { output } = await runBunsen(directory, ["routes", "--json"]);
  expect(JSON.parse(output).routes.map(({ id }: { id: string }) => id)).toEqual([
    "/",
    "/api/x",
    "/blog/[slug]",
  ]);
});

test("what is wrong with the pages, the build or the flags is one message and exit code 1", async () => {
  const directory = writeApp({ ...APP, "src/pages/index/index.tsx": APP["src/pages/index.tsx"] });
  const conflict = await runBunsen(directory, ["routes"]);
  expect([conflict.code, conflict.output]).toEqual([1, expect.stringContaining("src/pages/index")]);
  const unknown = await runBunsen(directory, ["routes", "--jsno"]);
  expect([unknown.code, unknown.output]).toEqual([1, expect.stringContaining('"--json"')]);
  const damaged = writeApp({ ...APP, "dist/bunsen.json": "{" });
  const refused = await runBunsen(damaged, ["routes"]);
  expect([refused.code, refused.output]).toEqual([1, expect.stringContaining("damaged")]);
});
