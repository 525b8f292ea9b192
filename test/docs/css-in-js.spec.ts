import { beforeAll, describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { appOf, buildTyped } from "../support/documents.ts";
import { type RunningServer, startBuilt } from "../support/serve.ts";

const page = (imports: string, element: string) => `
import { useState } from "react";
${imports}
export default function Page() {
  const [count, setCount] = useState(0);
  return <main><button type="button" id="counter" onClick={() => setCount(count + 1)}>{count}</button>${element}</main>;
}
`;

const files = {
  ...appOf("docs/recipes/css-in-js.md"),
  // All three at once, which each recipe is without.
  "src/server.ts": `
import { type CollectStyles, defineServer } from "@bunsen/runtime";
import { collectStyles as antd } from "./collect-antd";
import { collectStyles as emotion } from "./collect-emotion";
import { collectStyles as styled } from "./collect-styles";
const collectStyles: CollectStyles = () => {
  const all = [antd(), emotion(), styled()];
  return {
    wrap: (app) => all.reduce((inner, one) => one.wrap(inner), app),
    styles: () => all.map((one) => one.styles()).join(""),
  };
};
export default defineServer({ collectStyles });
`,
  "src/pages/styled.tsx": page(
    'import { styled } from "styled-components";\nconst Styled = styled.b`color: rgb(1, 2, 3);`;',
    '<Styled id="styled">styled</Styled>',
  ),
  "src/pages/emotion.tsx": page(
    'import styled from "@emotion/styled";\nconst Styled = styled.b`color: rgb(1, 2, 3);`;',
    '<Styled id="styled">styled</Styled>',
  ),
  "src/pages/antd.tsx": page(
    'import { ConfigProvider, Tag } from "antd";',
    '<ConfigProvider theme={{ token: { colorText: "rgb(1, 2, 3)" } }}><Tag id="styled">styled</Tag></ConfigProvider>',
  ),
};

describe("CSS-in-JS, as the recipes have it", () => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await startBuilt(await buildTyped(files));
  });

  test.each(["styled", "emotion", "antd"])(
    "%s: the styles are in <head>, and the page hydrates",
    async (name) => {
      for (let time = 0; time < 2; time += 1) {
        const html = await (await server.fetch(`/${name}`)).text();
        expect(html.slice(0, html.indexOf("</head>"))).toMatch(/<style/);
        expect(html.slice(html.indexOf("</head>"))).not.toMatch(/<style/);
      }
      const color = ({ page }: Awaited<ReturnType<typeof openPage>>) =>
        page.locator("#styled").evaluate((element) => getComputedStyle(element).color);
      expect(await color(await openPage(server, `/${name}`, { javaScriptEnabled: false }))).toMatch(
        /^rgba?\(1, 2, 3/,
      );
      const opened = await openPage(server, `/${name}`);
      await hydrated(opened.page, "#counter");
      await opened.page.locator("#counter").click();
      expect(await opened.page.locator("#counter").textContent()).toBe("1");
      expect(await color(opened)).toMatch(/^rgba?\(1, 2, 3/);
      opened.expectQuietConsole();
    },
  );
});
