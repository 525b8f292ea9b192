import fc from "fast-check";

/** Values that have broken renderers: what looks like markup, is coerced in odd ways, or is no child at all. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("", "text", "a < b & \"c\" 'd' > e", "</td>", "<!-- -->", "12") },
  fc.constantFrom(
    "\0",
    "\ud800",
    "é😀",
    "\u2028",
    "javascript:alert(1)",
    " \u0001jAva\nscript:x",
    "//evil",
    "\n first",
  ),
  { weight: 2, arbitrary: fc.constantFrom(0, -0, 1, 3, -1.5, Number.NaN, Number.POSITIVE_INFINITY, 10n) },
  { weight: 2, arbitrary: fc.constantFrom(null, undefined, true, false) },
  fc.constantFrom([], ["a", "b"], ["", null, ["x", 1], "y"], [undefined, "z"], new Set(["p", "q"])),
  fc.constantFrom<unknown>(
    Symbol("symbol"),
    () => "function",
    { object: true },
    { toString: () => "<own>" },
    {
      toString() {
        throw new Error("no text");
      },
    },
    new Date(0),
    Object.create(null),
    "x".repeat(20_000),
  ),
);

/** Props of a spread: names that React knows, refuses, or gives a meaning of its own. */
const anyProps = fc.dictionary(
  fc.constantFrom(
    ..."className id title href hidden data-x aria-hidden ARIA-x tabIndex rowSpan cols ref key style children".split(
      " ",
    ),
    ..."dangerouslySetInnerHTML onClick ONclick on xlinkHref class for 1 constructor toString contentEditable".split(
      " ",
    ),
    ..."suppressHydrationWarning innerHTML is name value checked src loading action x:y xml:lang unknownThing".split(
      " ",
    ),
    "",
    "a b",
    "a=b",
    "a>b",
    "é",
    "data-é",
  ),
  hostileValue,
  { maxKeys: 4 },
);

/** Props of form controls, whose order depends on the tag. */
const controlProps = fc.dictionary(
  fc.constantFrom(
    ..."type id name value defaultValue checked defaultChecked selected multiple".split(" "),
    ..."formAction formMethod formEncType formTarget method action target encType".split(" "),
  ),
  fc.oneof(fc.constantFrom<unknown>("text", "", true, false), hostileValue),
  { minKeys: 2, maxKeys: 6 },
);

export const hostileProps: fc.Arbitrary<Record<string, unknown>> = fc.oneof(anyProps, controlProps);

const FLAT = ["div", "p", "td", "ul", "li", "a", "span", "svg", "path", "section", "th", "ol", "label"];
const SPECIAL = [
  "pre",
  "textarea",
  "select",
  "option",
  "button",
  "form",
  "title",
  "my-tag",
  "video",
  "table",
  "object",
];
const CONTROLS = ["input", "button", "textarea", "select", "option", "form"];
const VOID = ["br", "hr", "img", "input", "wbr", "col"];

const ATTRIBUTES = [
  "className",
  "id",
  "title",
  "href",
  "hidden",
  "download",
  "data-x",
  "aria-label",
  "ARIA-x",
  "tabIndex",
  "rowSpan",
  "colSpan",
  "start",
  "dir",
  "role",
  "htmlFor",
  "spellCheck",
  "draggable",
  "inert",
  "viewBox",
  "strokeWidth",
  "xlinkHref",
  "onClick",
  "ref",
  "value",
  "defaultValue",
  "contentEditable",
  "suppressHydrationWarning",
  "unknownThing",
  "style",
  "dangerouslySetInnerHTML",
  "is",
];

const LITERALS = [
  '"literal"',
  '""',
  "{1}",
  "{true}",
  "{false}",
  "{null}",
  "{undefined}",
  "{`t`}",
  "{-1}",
  "{{ __html: '<i>' }}",
  "{{ color: 'red' }}",
  "{{ color: e(0), width: e(1), '--x': e(2), lineHeight: e(3) }}",
  "{{ __html: e(0) }}",
  "{() => e(0)}",
  "{e(0) ? 'yes' : 'no'}",
  "{'t' + e(0)}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source code
  "{`t${e(0)}`}",
];

const TEXTS = [
  "Hello",
  " spaced ",
  "&amp;&nbsp;",
  '{"<b>\'"}',
  '{""}',
  "{1}",
  "{null}",
  "{true}",
  "{undefined}",
  "{`a`}",
  "\n      two\n      lines\n",
  '{"\\n"}',
];

const COMPONENT_NAMES =
  "Id Pass Slot Walk Spread Themed Boundary Mapped Class Guard Memo Forward Lazy Shown Hidden Late Waits Fails Preloads Acts Reducer Passing Portal Made Chooses".split(
    " ",
  );

const hole = fc.integer({ min: 0, max: 7 }).map((index) => `e(${index})`);

const attribute = fc
  .tuple(
    fc.constantFrom(...ATTRIBUTES),
    fc.oneof(
      fc.constantFrom(...LITERALS),
      hole.map((text) => `{${text}}`),
    ),
  )
  .map(([name, value]) => ({ name, text: `${name}=${value}` }));

const attributes = fc.uniqueArray(attribute, { maxLength: 3, selector: ({ name }) => name }).chain((list) =>
  fc
    .constantFrom("", "", "", " {...e(0)}", " {...s[0]}", " {...s[1]}", ' key="k"', " key={e(0)}")
    .map((extra) => {
      const texts = list.map(({ text }) => ` ${text}`);
      // A spread stands anywhere among the attributes.
      texts.splice(list.length >> 1, 0, extra);
      return texts.join("");
    }),
);

const { child } = fc.letrec<{ child: string; element: string; children: string }>((tie) => ({
  children: fc.array(tie("child"), { maxLength: 4 }).map((list) => list.join("")),
  element: fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.constantFrom(...FLAT), attributes, tie("children"))
        .map(([tag, list, inner]) => `<${tag}${list}>${inner}</${tag}>`),
    },
    fc
      .tuple(fc.constantFrom(...SPECIAL), attributes, tie("children"))
      .map(([tag, list, inner]) => `<${tag}${list}>${inner}</${tag}>`),
    fc.constantFrom(...CONTROLS).map((tag) => `<${tag} {...s[0]} />`),
    fc.tuple(fc.constantFrom(...VOID), attributes).map(([tag, list]) => `<${tag}${list} />`),
    tie("children").map((inner) => `<>${inner}</>`),
    fc
      .tuple(fc.constantFrom(...COMPONENT_NAMES), tie("children"))
      .map(([name, inner]) => `<${name}>${inner}</${name}>`),
    hole.map((value) => `<Row value={${value}} key={${value}} />`),
    hole.map((value) => `<Wrapped value={${value}} />`),
    hole.map((value) => `<Short title={${value}}>{${value}}</Short>`),
  ),
  child: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...TEXTS),
    hole.map((value) => `{${value}}`),
    tie("element"),
    tie("element"),
    fc.tuple(hole, tie("element")).map(([value, inner]) => `{${value} && ${inner}}`),
    fc.tuple(hole, tie("element"), tie("element")).map(([value, a, b]) => `{${value} ? ${a} : ${b}}`),
    fc.tuple(attributes, tie("children")).map(([list, inner]) => {
      return `{list.map((item, index) => <li${list.replace(/ key=\S+/, "")} key={index}>{item}${inner}</li>)}`;
    }),
    fc.constant("{list.map((item) => <Row value={item} />)}"),
    fc.constant("{list}"),
  ),
}));

/** Components of the kinds that look at what they are given, and one that may be inlined. */
const COMPONENTS = `
import { Activity, Children, Component, cloneElement, createContext, createElement, forwardRef, Fragment, isValidElement, lazy, memo, Suspense, use, useActionState, useContext, useId, useMemo, useReducer, useState } from "react";
import { createPortal, preload, preinit } from "react-dom";
const Theme = createContext("light");
function Id({ children }) { const id = useId(); return <span id={id}>{children}</span>; }
function Pass({ children }) { return children; }
function Slot({ children }) { return isValidElement(children) ? cloneElement(children, { className: "slotted", title: children.props.title }) : <i>{children}</i>; }
function textOf(node) { return isValidElement(node) ? "<" + (typeof node.type === "string" ? node.type : "C") + node.key + ">" + textOf(node.props.children) : Array.isArray(node) ? node.map(textOf).join("|") : typeof node; }
function Walk({ children }) { return <b title={textOf(children)}>{children}</b>; }
function Spread({ children }) { return <p>{Children.map(children, (child) => child)}</p>; }
function Mapped({ children }) { return <ul>{Children.toArray(children)}<Id /></ul>; }
function Themed({ children }) { const theme = useContext(Theme); return <Theme value="dark"><em className={theme}>{children}</em></Theme>; }
function Boundary({ children }) { return <Suspense fallback={<i>wait</i>}>{children}</Suspense>; }
function Row({ value }) { return <li className="row" title={typeof value === "string" ? value : "other"}>{value}<b>!</b>{value}</li>; }
function Short({ title, children }) { const className = children; return <p title={title} className={className} key={title}>{title}{children}<b title={title} className={className}>{children}</b></p>; }
function Wrapped({ value }) { if (value === 0) return null; return <p><Row value={value} /><Id>{value}</Id></p>; }
`;

const HOOKS = `
const Render = createContext({});
class Class extends Component { state = { count: 1 }; static contextType = Theme; render() { return <p title={this.context}>{this.state.count}{this.props.children}</p>; } }
class Guard extends Component { state = {}; static getDerivedStateFromError() { return { failed: true }; } render() { return this.state.failed ? <i>failed</i> : <div className="guard">{this.props.children}</div>; } }
const Memo = memo(function Memo({ children }) { const [id] = useState(useId()); return <p id={id}>memo {children}</p>; });
const Forward = forwardRef(function Forward({ children, ...rest }, ref) { return <span ref={ref} className="forward" {...rest}>{children}</span>; });
const Lazy = lazy(() => ({ then(resolve) { resolve({ default: Pass }); } }));
function Shown({ children }) { return <Activity>{children}<b>shown</b></Activity>; }
function Hidden({ children }) { return <Activity mode="hidden">{children}</Activity>; }
function Waiting() { const render = useContext(Render); render.promise ??= Promise.resolve("late"); return <em id={useId()}>{use(render.promise)}</em>; }
function Late({ children }) { return <div>before{children}<Waiting />after<Waiting />{children}</div>; }
function Waits({ children }) { return <Suspense fallback={<i>wait<Id /></i>}>text{children}<Waiting />text<p><Waiting />{children}</p></Suspense>; }
function Fails({ children }) { return <Suspense fallback={<i>failed <Id /></i>}><p>{children}<Throws /></p></Suspense>; }
function Throws() { throw new Error("thrown"); }
function Preloads({ children }) { preload("/p.css", { as: "style" }); preinit("/p.js", { as: "script" }); return <p>{children}<img src="/eager.png" srcSet="/two.png 2x" /><img src="/eager.png" loading="lazy" /></p>; }
function Acts({ children }) { const [state, act] = useActionState((state) => state, "state"); return <form action={act} className="act">{state}<button formAction={act}>{children}</button></form>; }
function Reducer({ children }) { const [n, next] = useReducer((n) => n + 1, 0); if (n < 2) next(); const memo = useMemo(() => <b>{n}</b>, [n]); return <p>{memo}{children}</p>; }
function Passing({ children, ...props }) { return <Inner data-slot="inner" className="own" {...props}>{children}</Inner>; }
function Inner({ className, ...props }) { return <section className={"inner " + className} {...props} role="note" />; }
function Portal({ children }) { return <Suspense fallback={<i>portal</i>}><p>before{createPortal(children, {})}</p></Suspense>; }
function Made({ children }) { return createElement("section", { className: "made", key: "m" }, children, createElement("input", { defaultValue: "x", name: "made" }), createElement(Id, null, children)); }
function Chooses({ children }) { return <p><select defaultValue={["a", "1"]} multiple>{["a", 1].map((value) => <option key={value} value={value}>{value}</option>)}<optgroup label="g"><option>{"a"}</option></optgroup></select><select value="b"><option>a</option><option>{"b"}</option></select>{children}</p>; }
`;

/** The source of a page whose expressions are `e(0)` to `e(7)`, `list`, and `s[0]` and `s[1]` for spreads. */
export const fuzzedPage: fc.Arbitrary<string> = fc
  .oneof(
    fc.tuple(child, child, child).map(([a, b, c]) => `${a}<Id>x</Id>${b}${c}`),
    fc.tuple(child, child).map(([a, b]) => a + b),
  )
  .map(
    (children) =>
      `${COMPONENTS}${HOOKS}function Page({ e, list, s }) { return <Render value={{}}><main>${children}</main></Render>; }\nexport { Page, Fragment };\n`,
  );
