/** Whether a page is written for another plugin (`.mdx`), which makes a module of it. */
export function isDocument(file: string): boolean {
  return !/\.[cm]?[jt]sx?$/.test(file);
}

/**
 * What a document imports. Only its own plugin knows for sure: MDX has imports at the beginning of lines. Imports in
 * blocks of code are found as well.
 */
export function importsOf(text: string): string[] {
  const imports = text.matchAll(/^import\s(?:[^"';]*?\sfrom\s*)?["']([^"'\n]+)["']/gm);
  return [...new Set([...imports].map(([, specifier = ""]) => specifier))];
}
