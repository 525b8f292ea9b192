import type { Rolldown } from "vite";

/** Bytes of each style module before they were put together, by the bundler's ids. */
export type Styles = ReadonlyMap<string, number>;

/** A chunk with Vite's metadata. */
type Chunk = Rolldown.OutputChunk & { viteMetadata?: { importedCss: ReadonlySet<string> } };

/** A stylesheet, and how much of it each module is. */
export interface SharedStylesheet {
  file: string;
  size: number;
  modules: { id: string; bytes: number }[];
}

const STYLE = /\.(css|less|sass|scss|styl|stylus|pcss|postcss|sss)(?:$|\?)/;

/** Whether Vite makes a stylesheet of a module, rather than a text or a URL. */
export function isStyle(id: string): boolean {
  return STYLE.test(id) && !/[?&](?:inline|url|raw)\b/.test(id);
}

/**
 * Divides stylesheets among their modules. They have no source maps, so it is in proportion to what the modules were
 * before they were minified together.
 */
export function shareStyles(
  output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
  styles: Styles,
): SharedStylesheet[] {
  const sizes = new Map<string, number>();
  for (const file of output) {
    if (file.type === "asset" && file.fileName.endsWith(".css"))
      sizes.set(file.fileName, Buffer.byteLength(file.source));
  }
  const left = new Set(styles.keys());
  const shared: SharedStylesheet[] = [];
  const share = (file: string, ids: string[]): void => {
    const size = sizes.get(file) ?? 0;
    sizes.delete(file);
    for (const id of ids) left.delete(id);
    shared.push({ file, size, modules: divide(size, ids, styles) });
  };
  for (const chunk of output) {
    const file = chunk.type === "chunk" ? ownStylesheet(chunk) : undefined;
    if (chunk.type !== "chunk" || file === undefined || !sizes.has(file)) continue;
    const ids = chunk.moduleIds.filter((id) => left.has(id));
    if (ids.length > 0) share(file, ids);
  }
  // Of chunks that were nothing but styles, and of all chunks with `build.cssCodeSplit: false`.
  const [last] = sizes.keys();
  if (last !== undefined && sizes.size === 1 && left.size > 0) share(last, [...left]);
  return shared;
}

/** Vite lists the stylesheet of a chunk's own modules first, then those of the chunks that it replaced. */
function ownStylesheet({ viteMetadata }: Chunk): string | undefined {
  return viteMetadata?.importedCss.values().next().value;
}

function divide(size: number, ids: readonly string[], styles: Styles): SharedStylesheet["modules"] {
  const total = ids.reduce((sum, id) => sum + (styles.get(id) ?? 0), 0) || 1;
  let rest = size;
  return ids.map((id, index) => {
    const isLast = index === ids.length - 1;
    const bytes = isLast ? rest : Math.floor((size * (styles.get(id) ?? 0)) / total);
    rest -= bytes;
    return { id, bytes };
  });
}
