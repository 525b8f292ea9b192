import { expect, test } from "vitest";
import { COLLECT_STYLES } from "../../ecosystem/app.ts";
import { colorOf, hydrated, openPage } from "../support/browser.ts";
import { appOf, typeCheck } from "../support/documents.ts";
import { describeModes } from "../support/modes.ts";

/** A development server bundles a large library before its first page. */
const FIRST_PAGE_MILLISECONDS = 120_000;

const RECIPES = appOf("docs/recipes/css-in-js.md");

/** A library to a component that colours its text: what is late has another colour. */
const LIBRARIES = {
  "styled-components": `import { styled } from "styled-components";
const First = styled.b\`color: rgb(1, 2, 3);\`;
const Second = styled.b\`color: rgb(4, 5, 6);\`;
export const Styled = ({ late, ...props }: Props) => (late ? <Second {...props} /> : <First {...props} />);`,
  emotion: `import styled from "@emotion/styled";
const First = styled.b\`color: rgb(1, 2, 3);\`;
const Second = styled.b\`color: rgb(4, 5, 6);\`;
export const Styled = ({ late, ...props }: Props) => (late ? <Second {...props} /> : <First {...props} />);`,
  antd: `import { ConfigProvider, Tag, Typography } from "antd";
export const Styled = ({ late, ...props }: Props) => (
  <ConfigProvider theme={{ token: { colorText: late ? "rgb(4, 5, 6)" : "rgb(1, 2, 3)" } }}>
    {late ? <Typography.Text {...props} /> : <Tag {...props} />}
  </ConfigProvider>
);`,
};

const PROPS = `import type { ReactNode } from "react";
interface Props { late?: boolean; id: string; children: ReactNode }
`;

const page = (library: string, config: string) => `
import { useState } from "react";
import { Styled } from "../${library}";
export const config = ${config};
export default function Page() {
  const [count, setCount] = useState(0);
  return (
    <main>
      <button type="button" id="counter" onClick={() => setCount(count + 1)}>{count}</button>
      <Styled id="first">first</Styled>
    </main>
  );
}
`;

/** On both sides: what the browser has got, it renders again. */
const streamed = (library: string) => `
import type { PageProps } from "@bunsen/runtime";
import { Suspense, use } from "react";
import { Styled } from "../${library}";
const pending = new Map<string, Promise<string>>();
function lateText(visit: string) {
  const known = pending.get(visit) ?? new Promise((resolve) => setTimeout(resolve, 100, "late text"));
  pending.set(visit, known);
  return known;
}
function Late({ visit }: { visit: string }) {
  return <Styled late id="late">{use(lateText(visit))}</Styled>;
}
export default function Page({ url }: PageProps<"/${library}-streamed">) {
  return (
    <main>
      <Styled id="first">first</Styled>
      <Suspense fallback="waiting"><Late visit={url.search} /></Suspense>
    </main>
  );
}
`;

const files = {
  ...COLLECT_STYLES,
  ...Object.fromEntries(
    Object.entries(LIBRARIES).flatMap(([name, code]) => [
      [`src/${name}.tsx`, PROPS + code],
      [`src/pages/${name}.tsx`, page(name, "{}")],
      [`src/pages/${name}-cached.tsx`, page(name, "{ cachePage: true }")],
      [`src/pages/${name}-prerendered.tsx`, page(name, "{ prerender: true }")],
      [`src/pages/${name}-streamed.tsx`, streamed(name)],
    ]),
  ),
};

/** Opaque colours; antd calculates some of its own with an alpha channel. */
const FIRST = /^rgba?\(1, 2, 3/;
const LATE = /^rgba?\(4, 5, 6/;

test("the recipes type-check", async () => {
  await typeCheck({ ...files, "src/server.ts": RECIPES["src/server.ts"] ?? "" });
});

describeModes(files, (app) => {
  const names = Object.keys(LIBRARIES).flatMap((name) => [name, `${name}-cached`, `${name}-prerendered`]);

  test.each(names)(
    "%s: the styles are in <head>, and the page hydrates",
    async (name) => {
      for (let visit = 0; visit < 2; visit += 1) {
        const html = await (await app.fetch(`/${name}`)).text();
        const [head = "", body = ""] = html.split("</head>");
        expect(head).toMatch(/<style/);
        expect(body).not.toMatch(/<style/);
      }
      expect(
        await colorOf((await openPage(app, `/${name}`, { javaScriptEnabled: false })).page, "#first"),
      ).toMatch(FIRST);
      const opened = await openPage(app, `/${name}`);
      await hydrated(opened.page, "#counter");
      await opened.page.locator("#counter").click();
      expect(await opened.page.locator("#counter").textContent()).toBe("1");
      expect(await colorOf(opened.page, "#first")).toMatch(FIRST);
      opened.expectQuietConsole();
    },
    FIRST_PAGE_MILLISECONDS,
  );

  test.each(Object.keys(LIBRARIES))(
    "%s, streamed: each part has its styles before it",
    async (name) => {
      const html = await (await app.fetch(`/${name}-streamed?fetched`)).text();
      const [head = "", body = ""] = html.split("</head>");
      expect(head).toMatch(/<style/);
      const late = body.indexOf("late text");
      expect([body.indexOf("<style") < late, body.indexOf("<style") > 0]).toEqual([true, true]);
      const opened = await openPage(app, `/${name}-streamed?opened`);
      await opened.page.locator("#late").waitFor();
      expect(await colorOf(opened.page, "#first")).toMatch(FIRST);
      expect(await colorOf(opened.page, "#late")).toMatch(LATE);
      opened.expectQuietConsole();
    },
    FIRST_PAGE_MILLISECONDS,
  );
});
