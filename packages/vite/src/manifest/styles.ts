import type { Rolldown } from "vite";

/** Bytes of each style module before they were put together, by the bundler's ids. */
export type Styles = ReadonlyMap<string, number>;

/** What was bundled for one side. */
interface StyledOutput {
  output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[];
  styles: Styles;
  /** The ids of the styles in a file. */
  styleFiles: ReadonlyMap<string, readonly string[]>;
}

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
export function shareStyles({ output, styles, styleFiles }: StyledOutput): SharedStylesheet[] {
  const left = new Set(styles.keys());
  const files = output.flatMap((file) =>
    file.type === "asset" && file.fileName.endsWith(".css")
      ? [{ file: file.fileName, size: Buffer.byteLength(file.source) }]
      : [],
  );
  const shared = files.flatMap(({ file, size }) => {
    const ids = styleFiles.get(file)?.filter((id) => styles.has(id)) ?? [];
    for (const id of ids) left.delete(id);
    return ids.length > 0 ? [{ file, size, modules: divide(size, ids, styles) }] : [];
  });
  const others = files.filter(({ file }) => !styleFiles.has(file));
  const [common] = others;
  // With `build.cssCodeSplit: false`.
  if (common && others.length === 1 && left.size > 0) {
    shared.push({ ...common, modules: divide(common.size, [...left], styles) });
  }
  return shared;
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
