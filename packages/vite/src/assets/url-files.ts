/** Files that browser code requests by their URL, though no module imports them; absolute, with `/`. */
export class UrlFiles {
  readonly #files = new Set<string>();
  readonly #globs = new Map<string, RegExp>();

  add(file: string): void {
    this.#files.add(file);
  }

  /** @param glob absolute, in which `*` is a name or part of one */
  addGlob(glob: string): void {
    if (this.#globs.has(glob)) return;
    const pattern = glob.split("*").map(RegExp.escape).join("[^/]+");
    this.#globs.set(glob, new RegExp(`^${pattern}$`));
  }

  has(file: string): boolean {
    return this.#files.has(file) || [...this.#globs.values()].some((pattern) => pattern.test(file));
  }
}
