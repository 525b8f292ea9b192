import { SourceMap, type SourceMapping } from "node:module";
import type { ReactNode } from "react";
import { describe, expect, test } from "vitest";
import { bothWays, loadProductionReact } from "./production-react.test-support.ts";
import { readCompiled, staticMarkup } from "./transform.ts";

const react = loadProductionReact();
const createElement = react.facts.react.createElement as (type: unknown, props: object) => ReactNode;

/** Renders `Page` of a module with and without compiled markup, and expects the same. */
async function render(source: string, props: object = {}) {
  const { plain, flat, code } = await bothWays(`${source}\nexport { Page };`, react);
  const html = react.plain.renderToString(createElement(plain.Page, props));
  expect(react.patched.renderToString(createElement(flat.Page, props)), code).toBe(html);
  // A renderer that does not know of us sees ordinary elements.
  expect(react.plain.renderToString(createElement(flat.Page, props)), code).toBe(html);
  return { html, code, Page: flat.Page };
}

describe("what becomes markup", () => {
  test("a tree without values is one string", async () => {
    const { code, html } = await render(
      `function Page() { return <main className="a"><h1>One &amp; two</h1><p>It's {'"so"'}</p><hr /></main>; }`,
    );
    expect(html).toContain("It&#x27;s <!-- -->&quot;so&quot;");
    expect(code).toContain(JSON.stringify(html));
  });

  test("values of texts and attributes come in between", async () => {
    const { code } = await render(
      `function Page({ title, url }) { return <p className={title}>Hello {title}! <a href={url}>{title}</a></p>; }`,
      { title: "<x>", url: "javascript:alert(1)" },
    );
    expect(code).toMatch(/plainAttribute\(" class=\\""/);
    expect(code).toMatch(/urlAttribute\(" href=\\""/);
  });

  test("event handlers and refs are no hindrance", async () => {
    const { code } = await render(
      `function Page({ act }) { return <p onClick={() => act()} ref={act} id="a">a</p>; }`,
      { act: () => undefined },
    );
    expect(code).toContain(JSON.stringify('<p id="a">a</p>'));
  });

  test("rows of a list join into their table", async () => {
    const { code } = await render(
      `function Page({ rows }) { return <table><tbody>{rows.map((row) => <tr key={row}><td>{row}</td></tr>)}</tbody></table>; }`,
      { rows: ["a", "<b>", 3] },
    );
    expect(code.match(/new\(\$bunsen\d/g)).toHaveLength(2);
  });

  test("a component that only puts its props into markup is called where it stands", async () => {
    const { code } = await render(
      `function Row({ row }) { return <li>{row}</li>; }
       function Page({ rows }) { return <ul>{rows.map((row) => <Row key={row} row={row} />)}</ul>; }`,
      { rows: ["a", "b"] },
    );
    expect(code).toContain("$bunsen_component(Row,");
  });

  test("what stands beside a component stays markup", async () => {
    const { code } = await render(
      `import { useId } from "react";
       function Id() { return <i id={useId()} />; }
       function Page({ name }) { return <main><h1>Hello {name}</h1><Id /><footer><b>End</b></footer></main>; }`,
      { name: "you" },
    );
    expect(code).toContain('"<footer><b>End</b></footer>"');
  });

  test("what stands beside a slot stays markup, whatever comes into it", async () => {
    const source = `
      import { useId } from "react";
      function Id() { return <i id={useId()} />; }
      function Page({ withId }) { const icon = withId ? <Id /> : "none"; return <main><p>{icon}</p><h1>Title</h1></main>; }`;
    await render(source, { withId: true });
    await render(source, { withId: false });
  });
});

describe("what React renders", () => {
  test.each([
    ["a spread", `<p {...props.more}>a</p>`],
    ["HTML of the user's own", `<p dangerouslySetInnerHTML={{ __html: "<b>" }} />`],
    ["a form control", `<input value="a" />`],
    ["an image, which React preloads", `<img src="/a.png" />`],
    ["metadata, which React moves", `<title>a</title>`],
    ["a custom element", `<my-element>a</my-element>`],
    ["a first newline, which React doubles", `<pre>{"\\na"}</pre>`],
    ["an attribute that React coerces", `<p style={{ color: props.color }}>a</p>`],
    ["what may be edited", `<p contentEditable>a</p>`],
    ["an attribute of ours", `<p data-bunsen-hole-0="">a</p>`],
    ["a warning that is suppressed", `<p suppressHydrationWarning>a</p>`],
    ["an attribute that React refuses", `<p style="color: red">a</p>`],
  ])("%s", async (_name, jsx) => {
    const { code } = await bothWays(`function Page(props) { return ${jsx}; }\nexport { Page };`, react);
    expect(code).not.toContain("$bunsen");
  });

  test("functions of that name that are not React's", async () => {
    const own = `import { jsx } from "react/jsx-runtime"; function f(jsx) { return jsx("p", { children: "a" }); }`;
    expect(readCompiled(own, "a.js")).toBeUndefined();
  });

  test("elements of another library", () => {
    expect(readCompiled(`import { jsx } from "preact/jsx-runtime"; jsx("p", {});`, "a.js")).toBeUndefined();
  });
});

test("an element that somebody looks at is what React would have made", async () => {
  const { Page } = await render(
    `import { cloneElement } from "react";
     function Outer({ children }) { return cloneElement(children, { title: children.props.children[1].props.children, lang: "en" }); }
     function Page({ text }) { return <Outer><p className="a" key="k">{text}<b>bold</b></p></Outer>; }`,
    { text: "text" },
  );
  const outer = (Page as (props: object) => { props: { children: Record<string, unknown> } })({
    text: "text",
  });
  const { type, key, props, ref } = outer.props.children;
  expect({ type, key, ref }).toEqual({ type: "p", key: "k", ref: null });
  expect(props).toMatchObject({ className: "a", children: ["text", { type: "b" }] });
});

test("a value that is a component's element time and again is no longer tried, and rendered all the same", async () => {
  const source = `
    import { useId } from "react";
    function Id() { return <i id={useId()} />; }
    function Page({ children }) { return <main><h1>Title</h1><p>{children ?? <Id />}</p></main>; }
    export { Page, Id };`;
  const { plain, flat } = await bothWays(source, react);
  const html = (module: Record<string, unknown>, server: typeof react.plain, children?: string) =>
    server.renderToString(createElement(module.Page, { children }));
  for (let time = 0; time < 20; time++) expect(html(flat, react.patched)).toBe(html(plain, react.plain));
  expect(html(flat, react.patched, "text")).toBe(html(plain, react.plain, "text"));
});

test("a component that uses a hook under another name is React's to call", async () => {
  const { html } = await render(
    `import { useState } from "react";
     const hooks = { remember: useState };
     function Row({ row }) { const [kept] = hooks.remember(row); return <li>{kept}</li>; }
     function Page() { return <ul>{["a", "b"].map((row) => <Row key={row} row={row} />)}</ul>; }`,
  );
  expect(html).toBe("<ul><li>a</li><li>b</li></ul>");
});

test("an error inside of a component that is inlined stays in its boundary", async () => {
  const { html } = await render(
    `import { Suspense } from "react";
     function Row({ row }) { return <li>{row.name.first}</li>; }
     function Page() { return <main><Suspense fallback={<i>wait</i>}><ul>{[{}].map((row) => <Row key="a" row={row} />)}</ul></Suspense><p>after</p></main>; }`,
  );
  expect(html).toContain("<i>wait</i>");
  expect(html).toContain("<p>after</p>");
});

describe("an element that is rendered more than once", () => {
  /** Renders `Page` of a module time after time, on both sides, and expects the same each time. */
  async function renderTimes(times: number, source: string) {
    const { plain, flat, code } = await bothWays(`${source}\nexport { Page };`, react);
    const outcomes: string[] = [];
    for (let time = 0; time < times; time++) {
      const html = react.plain.renderToString(createElement(plain.Page, { time }));
      expect(react.patched.renderToString(createElement(flat.Page, { time })), code).toBe(html);
      outcomes.push(html);
    }
    return outcomes;
  }

  test("shows what its component returns each time, and nothing of the time before", async () => {
    const outcomes = await renderTimes(
      20,
      `import { useId } from "react";
       let now = 0;
       const tick = { set(time) { now = time; } };
       function Clock() { return <b>{now}</b>; }
       function Id() { return <i id={useId()} />; }
       const clock = <Clock />;
       function Page({ time }) { tick.set(time); return <main><p>{clock}{clock}{time % 3 ? "text" : <Id />}</p></main>; }`,
    );
    expect(outcomes[7]).toContain("<b>7</b><b>7</b>text");
    expect(outcomes[9]).toContain("<b>9</b><b>9</b><i");
  });

  test("is of the same type each time", async () => {
    const [first, second] = await renderTimes(
      2,
      `import { Children, Fragment, useState } from "react";
       function Tab({ name }) { return <li>{name}</li>; }
       function Tabs({ children }) { useState(0); return <ul>{Children.toArray(children).filter((child) => child.type === Tab)}</ul>; }
       const tabs = <section><Tab name="alone" /><Tabs><Tab name="a" /><Tab name="b" /></Tabs></section>;
       function Page() { return tabs; }`,
    );
    expect(first).toBe("<section><li>alone</li><ul><li>a</li><li>b</li></ul></section>");
    expect(second).toBe(first);
  });

  test("calls its component once each time, also where React has to render what stands beside it", async () => {
    const outcomes = await renderTimes(
      12,
      `import { useId } from "react";
       const notes = [];
       const note = (text) => notes.push(text);
       function Id() { return <i id={useId()} />; }
       function Note({ text }) { return <sup>{note(text)}</sup>; }
       function Box({ children }) { return <div>{children}</div>; }
       function Page() { return <main><Box><Note text="a" /><Box><Note text="b" /></Box><Id /></Box><Note text="c" /></main>; }`,
    );
    expect(outcomes[0]).toContain("<sup>1</sup><div><sup>2</sup></div>");
    expect(outcomes[11]).toContain("<sup>36</sup>");
  });
});

test("functions of a module may make elements before its own code has run", async () => {
  const { flat } = await bothWays(
    `const early = Page({ text: "early" }); function Page({ text }) { return <p>{text}</p>; }\nexport { Page, early };`,
    react,
  );
  expect(react.patched.renderToString(flat.early as ReactNode)).toBe("<p>early</p>");
});

test("source maps lead from a value to where it was written", () => {
  const code = `import { jsx } from "react/jsx-runtime";
export function Page({ user }) {
  return jsx("p", { className: "a", children: user.name.first });
}
`;
  const module = readCompiled(code, "page.js");
  if (!module) throw new Error("not read");
  const { edited } = staticMarkup(module, react.facts, new Set());
  if (!edited) throw new Error("not edited");
  const map = new SourceMap(JSON.parse(edited.map.toString()));
  const lines = edited.code.split("\n");
  const line = lines.findIndex((text) => text.includes("user.name.first"));
  const entry = map.findEntry(line, lines[line]?.indexOf("user.name") ?? 0) as SourceMapping;
  expect([entry.originalLine, entry.originalColumn]).toEqual([2, code.split("\n")[2]?.indexOf("user.name")]);
});

test("the component of a page says that it may be called outside of React, if it may", () => {
  const edited = (body: string) => {
    const code = `import { jsx } from "react/jsx-runtime";\nexport default function Page() { ${body} }\n`;
    const module = readCompiled(code, "page.js");
    return module && staticMarkup(module, react.facts, new Set(), true).edited?.code;
  };
  expect(edited('return jsx("p", { children: "a" });')).toMatch(/\$bunsen_inline\(Page\);\s*$/);
  expect(edited('useState(); return jsx("p", { children: "a" });')).not.toContain("$bunsen_inline");
});
