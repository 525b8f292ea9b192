import * as hook from "@bunsen/runtime/internal/react-hook";
import { element, hole, part, type Template } from "@bunsen/runtime/internal/static-markup";
import { HOOK_MODULE } from "./react-server.ts";

/** What a bundle of React's server renderer exports: the one or the other. */
interface Renderer {
  renderToString?(node: unknown): string;
  renderToReadableStream?(node: unknown, options: { onError(): void }): Promise<ReadableStream>;
}

type Require = (id: string) => unknown;

interface React {
  useId(): string;
  Suspense: unknown;
}

/**
 * Whether a bundle of React renders a template in its place, and the same HTML as before: text around holes, tables, lists,
 * and ids that depend on the place in the tree.
 *
 * @param plain the bundle as React ships it
 * @param changed the same with the call of templates
 * @param require of the app, whose React is used
 */
export async function isProven(plain: string, changed: string, require: Require): Promise<boolean> {
  const react = require("react") as React;
  let isWritten = false;
  const template: Template = (request, task, node, index, fizz) => {
    isWritten = true;
    const { children } = node.props as { children: unknown[] };
    hole(
      request,
      task,
      node,
      index,
      fizz,
      [[["tbody", 0, 3, null]], -1, 0],
      children[0],
      "<table><tbody>",
      false,
    );
    hole(request, task, node, index, fizz, [[], 2, 3], children[1], "</tbody>text", true);
    task.blockedSegment.chunks.push("</table>");
    task.blockedSegment.lastPushedText = false;
    return true;
  };
  const original = page(react, (rows, late) =>
    part("table", { children: [part("tbody", { children: rows }), "text", late] }),
  );
  const compiled = page(react, (rows, late) => element(template, "table", { children: [rows, late] }));
  try {
    const expected = await render(load(plain, require), original);
    return (await render(load(changed, require), compiled)) === expected && isWritten;
  } catch {
    // Whatever it is, this React is not one that templates know.
    return false;
  }
}

/** @param table creates a table around rows, and around something behind a text */
function page({ useId, Suspense }: React, table: (rows: unknown, late: unknown) => unknown): unknown {
  const Id = ({ name }: { name: string }) => part("tr", { id: useId(), children: name });
  const row = (name: string) => ({ ...part(Id, { name }), key: name });
  const late = ["more <text>", part(Suspense, { children: row("late") })];
  return part("div", { children: ["before", table([row("a"), row("b")], late), row("last")] });
}

function load(code: string, require: Require): Renderer {
  const exports = {};
  const given = (id: string): unknown => (id === HOOK_MODULE ? hook : require(id));
  new Function("require", "exports", code)(given, exports);
  return exports;
}

async function render(renderer: Renderer, node: unknown): Promise<string | undefined> {
  if (renderer.renderToString) return renderer.renderToString(node);
  const stream = await renderer.renderToReadableStream?.(node, { onError: () => undefined });
  return stream && new Response(stream).text();
}
