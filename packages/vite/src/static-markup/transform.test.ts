import { SourceMap, type SourceMapping } from "node:module";
import type { ReactNode } from "react";
import { describe, expect, test } from "vitest";
import { bothWays, loadProductionReact } from "./production-react.test-support.ts";
import { readCompiled, staticMarkup } from "./transform.ts";

const react = loadProductionReact();
const createElement = react.react.createElement as (type: unknown, props: object) => ReactNode;

/** Renders `Page` of a module with and without templates, and expects the same. */
async function render(source: string, props: object = {}) {
  const { plain, flat, code } = await bothWays(`${source}\nexport { Page };`, react);
  const html = react.plain.renderToString(createElement(plain.Page, props));
  expect(react.patched.renderToString(createElement(flat.Page, props)), code).toBe(html);
  // A renderer that does not know of us sees ordinary elements.
  expect(react.plain.renderToString(createElement(flat.Page, props)), code).toBe(html);
  return { html, code, Page: flat.Page as (props: object) => Record<string, unknown>, plain: plain.Page };
}

const templates = (code: string) => code.match(/function \$bunsen_\d+t\(/g)?.length ?? 0;

describe("what a template writes", () => {
  test("a tree without values is one string, and made once", async () => {
    const { code, html } = await render(
      `function Page() { return <main className="a"><h1>One &amp; two</h1><p>It's {'"so"'}</p><hr /></main>; }`,
    );
    expect(html).toContain("It&#x27;s <!-- -->&quot;so&quot;");
    expect(code).toContain(JSON.stringify(html));
    expect(code).toContain("$bunsen_0h??=");
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

  test("components and lists are holes", async () => {
    const { code, html } = await render(
      `import { useId } from "react";
       function Row({ row }) { const id = useId(); return <tr id={id}><td>{row}</td></tr>; }
       function Page({ rows }) { const id = useId(); return <table id={id}><caption>Rows</caption><tbody>{rows.map((row) => <Row key={row} row={row} />)}</tbody></table>; }`,
      { rows: ["a", "<b>", 3] },
    );
    expect(templates(code)).toBe(2);
    expect(html.match(/id="_R_\w+_"/g)).toHaveLength(4);
  });

  test.each([
    [
      "a button",
      `<button type="button" name="b" className="c" formMethod="post" onClick={() => 0}>{text}</button>`,
    ],
    ["an input", `<input value={text} type="text" defaultChecked name="n" onChange={() => 0} />`],
    [
      "a textarea",
      `<div><textarea rows={2} value={newline} readOnly /><textarea defaultValue={text} /></div>`,
    ],
    ["a form with an address", `<form method="post" action={text} className="f"><p /></form>`],
    [
      "a select without a value",
      `<select name="s"><option value={text} selected>{text}</option><option>{"b"}</option></select>`,
    ],
    [
      "a first newline, which React doubles",
      `<div><pre>{newline}</pre><pre>{"\\na"}</pre><pre>{newline}b</pre></div>`,
    ],
    [
      "HTML of the user's own",
      `<div><p dangerouslySetInnerHTML={{ __html: "<b>" }} /><p dangerouslySetInnerHTML={html} /></div>`,
    ],
    [
      "a dynamic style",
      `<p style={{ width: width, lineHeight: width, "--x": width, color: text, msFlex: 1, margin: 0 }}>a</p>`,
    ],
    ["a lazy image", `<p><img loading="lazy" src={text} alt="" /></p>`],
    ["an image, which React preloads", `<p>before<img src="/a.png" />after</p>`],
    [
      "SVG",
      `<svg viewBox="0 0 1 1" strokeWidth={width}><title>{text}</title><path d={text} xlinkHref={text} /><foreignObject><p>{text}</p></foreignObject></svg>`,
    ],
    ["media", `<video controls muted autoPlay src=""><source src={text} /><track kind={text} /></video>`],
    ["fragments", `<><>{text}{text}</>{text}<p>{text}<>{text}<b /></>{text}</p></>`],
    ["a warning that is suppressed", `<p suppressHydrationWarning contentEditable={true}>{text}</p>`],
  ])("%s", async (_name, jsx) => {
    const source = `const html = { __html: "<i>x</i>" }; const text = "a < b"; const width = 1.5; const newline = "\\na"; function Page() { return ${jsx}; }`;
    const { code } = await render(source);
    expect(templates(code)).toBe(1);
  });

  test("an image that is preloaded stands in a template, and React preloads it", async () => {
    const { html } = await render(`function Page() { return <p><img src="/a.png" /></p>; }`);
    expect(html).toBe('<link rel="preload" as="image" href="/a.png"/><p><img src="/a.png"/></p>');
  });
});

describe("what React renders", () => {
  test.each([
    ["metadata, which React moves", `<title>a</title>`],
    ["a custom element", `<my-element>a</my-element>`],
    ["an attribute that React refuses", `<p style="color: red">a</p>`],
    ["a select with a value", `<select defaultValue="a" />`],
    ["two values for one", `<input value="a" defaultValue="b" />`],
    ["a void element with children", `<br>a</br>`],
  ])("%s", async (_name, jsx) => {
    const { code } = await bothWays(`function Page(props) { return ${jsx}; }\nexport { Page };`, react);
    expect(code).not.toContain("$bunsen");
  });

  test("an element inside of a template, for a value that React turns into text", async () => {
    const { html } = await render(
      `function Page({ value }) { return <main><h1>Title</h1><p title={value}>text</p>tail</main>; }`,
      { value: { toString: () => "own" } },
    );
    expect(html).toBe('<main><h1>Title</h1><p title="own">text</p>tail</main>');
  });

  test("a form whose action is a function", async () => {
    const { html } = await render(
      `function Page({ act }) { return <main><form action={act}><button formAction={act}>a</button></form></main>; }`,
      { act: () => undefined },
    );
    expect(html).toContain("React form unexpectedly submitted");
  });

  test("an option whose select has a value", async () => {
    const { html } = await render(
      `function Page() { return <select defaultValue="b">{["a", "b"].map((value) => <option key={value} value={value}>{value}</option>)}</select>; }`,
    );
    expect(html).toContain('<option value="b" selected="">b</option>');
  });

  test("functions of that name that are not React's", async () => {
    const own = `import { jsx } from "react/jsx-runtime"; function f(jsx) { return jsx("p", { children: "a" }); }`;
    expect(readCompiled(own, "a.js")).toBeUndefined();
  });

  test("elements of another library", () => {
    expect(readCompiled(`import { jsx } from "preact/jsx-runtime"; jsx("p", {});`, "a.js")).toBeUndefined();
  });
});

describe("an element is React's to everybody who looks", () => {
  const SOURCE = `import { cloneElement } from "react";
    function Outer({ children }) { return cloneElement(children, { title: children.props.children[1].props.children, lang: "en" }); }
    function Page({ text, act }) { return <Outer><p className="a" key="k" ref={act}>{text}<b>bold</b></p></Outer>; }`;
  const given = { text: "text", act: () => undefined };
  type Outer = { props: { children: Record<string, unknown> } };

  test("by its own properties, their order and its prototype", async () => {
    const { Page, plain } = await render(SOURCE, given);
    const { children } = (Page(given) as Outer).props;
    const expected = (plain as typeof Page)(given) as Outer;
    expect(children).toStrictEqual(expected.props.children);
    expect(Object.keys(children)).toEqual(Object.keys(expected.props.children));
    expect(Reflect.ownKeys(children)).toEqual(Reflect.ownKeys(expected.props.children));
    expect(Object.getPrototypeOf(children)).toBe(Object.prototype);
    expect(JSON.stringify(children)).toBe(JSON.stringify(expected.props.children));
  });

  test("a copy with other props does not take the template along", async () => {
    const { html } = await render(
      `function Page() { const one = <p className="a"><b>bold</b></p>; return <div>{{ ...one, key: "x", props: { ...one.props, className: "b" } }}{Object.assign({}, one, { type: "i" })}</div>; }`,
    );
    expect(html).toBe('<div><p class="b"><b>bold</b></p><i class="a"><b>bold</b></i></div>');
  });

  test("a key of any type is converted as React converts it", async () => {
    const { Page } = await render(`function Page({ value }) { return <p key={value}>a</p>; }`, { value: 1 });
    expect(Page({ value: 1 }).key).toBe("1");
    expect(Page({ value: undefined }).key).toBe(null);
    expect(() => Page({ value: Symbol("x") })).toThrow(TypeError);
  });
});

test("an element that is rendered often shows what its component returns each time", async () => {
  const { plain, flat, code } = await bothWays(
    `import { useId } from "react";
     let now = 0;
     function Clock() { return <b>{now}</b>; }
     function Id() { return <i id={useId()} />; }
     const clock = <Clock />;
     function Page({ time }) { now = time; return <main><p>{clock}{clock}{time % 3 ? "text" : <Id />}</p></main>; }
     export { Page };`,
    react,
  );
  for (let time = 0; time < 20; time++) {
    const html = react.plain.renderToString(createElement(plain.Page, { time }));
    expect(react.patched.renderToString(createElement(flat.Page, { time })), code).toBe(html);
    expect(html).toContain(`<b>${time}</b>`);
  }
});

test("a component that throws between two pieces fails as in React, and its boundary alone", async () => {
  const source = `import { Suspense } from "react";
    function Bad({ row }) { return <li>{row.name.first}</li>; }
    function Page() { return <main><Suspense fallback={<i>wait</i>}><ul><li>one</li>{[{}].map((row) => <Bad key="a" row={row} />)}</ul></Suspense><p>after</p></main>; }`;
  const { html } = await render(source);
  expect(html).toContain("<i>wait</i>");
  expect(html).toContain("<p>after</p>");
  expect(html).not.toContain("one");
});

test("functions of a module may make elements before its own code has run", async () => {
  const { flat } = await bothWays(
    `const early = Page({ text: <b /> }); function Page({ text }) { return <p><i>{text}</i></p>; }\nexport { Page, early };`,
    react,
  );
  expect(react.patched.renderToString(flat.early as ReactNode)).toBe("<p><i><b></b></i></p>");
});

test("source maps lead from a value to where it was written", () => {
  const code = `import { jsx } from "react/jsx-runtime";
export function Page({ user }) {
  return jsx("p", { className: "a", children: user.name.first });
}
`;
  const module = readCompiled(code, "page.js");
  if (!module) throw new Error("not read");
  const { edited } = staticMarkup(module, react.attributes);
  if (!edited) throw new Error("not edited");
  const map = new SourceMap(JSON.parse(edited.map.toString()));
  const lines = edited.code.split("\n");
  const line = lines.findIndex((text) => text.includes("user.name.first"));
  const entry = map.findEntry(line, lines[line]?.indexOf("user.name") ?? 0) as SourceMapping;
  expect([entry.originalLine, entry.originalColumn]).toEqual([2, code.split("\n")[2]?.indexOf("user.name")]);
});
