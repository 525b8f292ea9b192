import { Fragment } from "react";
import { jsx } from "react/jsx-runtime";
import { renderToStaticMarkup } from "react-dom/server.bun";
import type { MetaFields } from "../api/page-meta.ts";
import type { HeadProps, HtmlAttributes } from "../api/types.ts";
import type { RequestContext } from "../request/request-context.ts";
import { HEAD_SCOPE } from "../request/response-transforms.ts";
import { routeContext } from "../request/user-context.ts";
import { checkHtmlProps, checkMeta } from "./head-exports.ts";
import { LevelContext } from "./level-context.ts";
import type { PageData } from "./levels.ts";
import { mergeGiven, mergeMeta, metaHtml, titleHtml } from "./meta.ts";
import type { PageLevel, PreparedPage } from "./prepare.ts";

/** What `meta`, `Head` and `htmlProps` of all levels came to. */
export interface HeadHtml {
  /** Attributes of `<html>`, with a leading space. */
  htmlAttributes: string;
  title: string;
  meta: string;
  /** What the `Head` components rendered. */
  custom: string;
}

/** Pages whose head is the same for every request of one origin. */
const staticHeads = new WeakMap<PreparedPage, { origin: string; head: HeadHtml }>();

/** Renders the head of a page; a head without functions and components is rendered once per origin. */
export function renderHead(
  page: PreparedPage,
  context: RequestContext,
  data: PageData,
): HeadHtml | Promise<HeadHtml> {
  if (page.levels.some(isDynamic)) return renderDynamicHead(page.levels, context, data);
  const origin = originOf(context);
  const known = staticHeads.get(page);
  if (known?.origin === origin) return known.head;
  const metas = page.levels.map(({ meta }) => meta);
  const attributes = page.levels.map(({ htmlProps }) => htmlProps);
  const head = toHtml(page.levels, metas, attributes, "", origin);
  staticHeads.set(page, { origin, head });
  return head;
}

function isDynamic(level: PageLevel): boolean {
  return (
    level.Head !== undefined || typeof level.meta === "function" || typeof level.htmlProps === "function"
  );
}

async function renderDynamicHead(
  levels: readonly PageLevel[],
  context: RequestContext,
  data: PageData,
): Promise<HeadHtml> {
  const ctx = routeContext(new LevelContext(context, HEAD_SCOPE, () => Promise.resolve(data.props)));
  const given: HeadProps = { ctx, serverRes: data };
  const [metas, attributes] = await Promise.all([
    Promise.all(levels.map((level) => valueFor(level.meta, given))),
    Promise.all(levels.map((level) => valueFor(level.htmlProps, given))),
  ]);
  const heads = levels.flatMap((level, index) => (level.Head ? jsx(level.Head, given, String(index)) : []));
  const custom = heads.length === 0 ? "" : renderToStaticMarkup(jsx(Fragment, { children: heads }));
  return toHtml(levels, metas, attributes, custom, originOf(context));
}

/** A throw becomes a rejection, or the promise of a level before this one would be left without a handler. */
function valueFor<Value extends object>(
  value: Value | ((given: HeadProps) => Value | Promise<Value>) | undefined,
  given: HeadProps,
): Value | undefined | Promise<Value | undefined> {
  if (typeof value !== "function") return value;
  try {
    return value(given);
  } catch (error) {
    return Promise.reject(error);
  }
}

/** @throws {BunsenError} UNKNOWN_META or INVALID_EXPORT */
function toHtml(
  levels: readonly PageLevel[],
  metas: readonly unknown[],
  attributes: readonly unknown[],
  custom: string,
  origin: string,
): HeadHtml {
  const meta = mergeMeta(
    levels.flatMap<MetaFields>(({ file }, index) => {
      const given = metas[index];
      checkMeta(given, file);
      return given ?? [];
    }),
  );
  const htmlProps = levels.map(({ file }, index) => {
    const given = attributes[index];
    checkHtmlProps(given, file);
    return given ?? undefined;
  });
  return {
    htmlAttributes: attributesHtml(mergeGiven(htmlProps)),
    // A title of a `Head` beats `meta.title`, as one of a component does.
    title: custom.includes("<title") ? "" : titleHtml(meta),
    meta: metaHtml(meta, (url) => URL.parse(url, origin)?.href ?? url),
    custom,
  };
}

/** The public origin. Addresses in metadata are resolved against it, never against one visitor's path. */
function originOf(context: RequestContext): string {
  return context.href.slice(0, context.href.indexOf("/", 8));
}

/** React knows how its attribute names and values are written; an element of its own borrows that. */
function attributesHtml(attributes: HtmlAttributes): string {
  const { children: _children, dangerouslySetInnerHTML: _html, ...rest } = attributes;
  const html = renderToStaticMarkup(jsx("i", rest));
  return html.slice("<i".length, html.lastIndexOf("></i>"));
}
