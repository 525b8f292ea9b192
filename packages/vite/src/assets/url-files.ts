/** Files that browser code requests by their URL, though no module imports them; absolute, with `/`. */
export class UrlFiles {
  readonly #files = new Set<string>();
  readonly #patterns = new Map<string, FilePattern>();

  add(file: string): void {
    this.#files.add(file);
  }

  addPattern(pattern: FilePattern): void {
    this.#patterns.set(`${pattern.start}*${pattern.end}`, pattern);
  }

  has(file: string): boolean {
    return this.#files.has(file) || [...this.#patterns.values()].some((pattern) => matches(pattern, file));
  }
}

/** Files whose path starts and ends like this, with a name in between. */
export interface FilePattern {
  start: string;
  end: string;
}

function matches({ start, end }: FilePattern, file: string): boolean {
  if (file.length <= start.length + end.length || !file.startsWith(start) || !file.endsWith(end))
    return false;
  return !file.slice(start.length, file.length - end.length).includes("/");
}
