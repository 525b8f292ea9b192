import { expect, test } from "vitest";
import { bothWays, loadProductionReact } from "./production-react.test-support.ts";

const react = loadProductionReact();

async function render(source: string, props: Record<string, unknown> = {}) {
  const { plain, flat, code } = await bothWays(source, react);
  const element = (module: Record<string, unknown>) => (module.Page as (props: unknown) => never)(props);
  const html = react.plain.renderToString(element(plain));
  expect(react.patched.renderToString(element(flat))).toBe(html);
  // A renderer that knows nothing of us sees ordinary elements.
  expect(react.plain.renderToString(element(flat))).toBe(html);
  return { html, code };
}

test("a tree without values becomes one string", async () => {
  const { code, html } = await render(`
    function Page() { return <main className="a"><h1>One &amp; two</h1><p>It's {"\\"so\\""}</p><hr /></main>; }
    export { Page };
  `);
  expect(html).toBe(
    '<main class="a"><h1>One &amp; two</h1><p>It&#x27;s <!-- -->&quot;so&quot;</p><hr/></main>',
  );
  expect(code).toContain(JSON.stringify(html));
});
