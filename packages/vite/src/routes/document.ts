/** Whether a page is written for another plugin (`.mdx`), which makes a module of it. */
export function isDocument(file: string): boolean {
  return !/\.[cm]?[jt]sx?$/.test(file);
}

/**
 * What a document imports, which only its own plugin could tell for sure: MDX has imports at the beginning of lines.
 * What is in a block of code is found as well.
 */
export function importsOf(text: string): string[] {
  const imports = text.matchAll(/^import\s(?:[^"';]*?\sfrom\s*)?["']([^"'\n]+)["']/gm);
  return [...new Set([...imports].map(([, specifier = ""]) => specifier))];
}
