import { SourceMap, type SourceMapPayload } from "node:module";
import { type DevEnvironment, type ErrorPayload, isCSSRequest, type ViteDevServer } from "vite";
import { codeFrame } from "../source-errors/code-frame.ts";
import { foldStack } from "../source-errors/fold-stack.ts";
import { overlayPayload } from "./overlay.ts";

/** An error as a tab reports it. */
interface BrowserError {
  message: string;
  stack: string;
  /** The component that React worked on, if React reported the error. */
  componentStack?: string;
}

/** A frame of a stack as Chromium (`at name (place)`), or Firefox and Safari (`name@place`) write it. */
const FRAME = /^\s*(?:at (?:async )?)?(?:([^\s(@]+) ?[(@])?@?(https?:\/\/[^\s()]+?):(\d+):(\d+)\)?$/;

/** Responds to errors of a tab with what its overlay shows. */
export function respondToBrowserErrors(server: ViteDevServer): void {
  const { client: environment } = server.environments;
  environment?.hot.on("bunsen:error", (error: BrowserError, client) => {
    client.send("bunsen:error", browserErrorPayload(error, environment));
  });
  environment?.hot.on("bunsen:style", async ({ url }: { url: string }, client) => {
    const error = await styleError(environment, url);
    if (error) client.send("bunsen:error", overlayPayload(error, server.config.root));
  });
}

/** What is wrong with a stylesheet that a page has linked; nothing if it is none of those. */
async function styleError(environment: DevEnvironment, href: string): Promise<unknown> {
  const url = moduleUrl(environment, String(href));
  if (url === undefined || !isCSSRequest(url)) return undefined;
  // As Vite names what a link asks for.
  const direct = `${url}${url.includes("?") ? "&" : "?"}direct`;
  if (!environment.moduleGraph.urlToModuleMap.has(direct)) return undefined;
  return environment.transformRequest(direct).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/**
 * An error with its places in the sources, and the code around the first of them. It is the component that React was in
 * if it was hydrating: what threw is React itself.
 */
export function browserErrorPayload(
  { message, stack, componentStack = "" }: BrowserError,
  environment: DevEnvironment,
): ErrorPayload["err"] {
  const called = mapStack(stack, environment);
  const rendered = mapStack(componentStack, environment);
  const place = called.find(isOwn) ?? rendered.find(isOwn);
  // The frames of what React itself threw are all in React.
  const frames = called.some(isOwn) || rendered.length === 0 ? [...called, ...rendered] : rendered;
  return {
    message: String(message),
    stack: foldStack(frames.map(({ text }) => text).join("\n")),
    ...(place?.source && {
      id: place.source.file,
      loc: { file: place.source.file, line: place.source.line, column: place.source.column },
      frame: codeFrame(place.source.text, place.source.line, place.source.column),
    }),
  };
}

interface Frame {
  text: string;
  /** Only modules that the browser received: a tab must not name files to read. */
  source?: { file: string; text: string; line: number; column: number };
}

function isOwn({ source }: Frame): boolean {
  return source !== undefined && !source.file.includes("/node_modules/");
}

/** The frames of a stack; without its first lines, which repeat the message. */
function mapStack(stack: string, environment: DevEnvironment): Frame[] {
  const frames: Frame[] = [];
  for (const line of String(stack).split("\n")) {
    const match = FRAME.exec(line);
    if (!match) {
      if (/^\s+at /.test(line)) frames.push({ text: line });
      continue;
    }
    const [, name = "", url = "", row, column] = match;
    const source = sourceOf(environment, url, Number(row), Number(column));
    const place = source ? `${source.file}:${source.line}:${source.column}` : `${url}:${row}:${column}`;
    frames.push({ text: name === "" ? `    at ${place}` : `    at ${name} (${place})`, source });
  }
  return frames;
}

function sourceOf(environment: DevEnvironment, url: string, line: number, column: number): Frame["source"] {
  const path = moduleUrl(environment, url);
  const module = path === undefined ? undefined : environment.moduleGraph.urlToModuleMap.get(path);
  const map = module?.transformResult?.map;
  if (!module?.file || !map || !("version" in map)) return undefined;
  const text = map.sourcesContent?.[0];
  const entry = new SourceMap(map as unknown as SourceMapPayload).findEntry(line - 1, column - 1);
  if (typeof text !== "string" || !("originalLine" in entry)) return undefined;
  return { file: module.file, text, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

/**
 * The URL of a module as Vite's graph names it: without base and time stamp. Never throws, because tabs can send
 * anything.
 */
function moduleUrl({ config: { base } }: DevEnvironment, url: string): string | undefined {
  const { pathname = "", search = "" } = URL.parse(url, "http://localhost") ?? {};
  if (!pathname.startsWith(base)) return undefined;
  try {
    return decodeURI(pathname.slice(base.length - 1)) + search.replace(/[?&]t=\d+/, "");
  } catch {
    return undefined;
  }
}
