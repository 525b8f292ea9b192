/** The imports in all graphs of the browser's code, for messages that show the chain. */
export class ImportEdges {
  readonly #sources = new Map<string, Set<string>>();

  /**
   * @param importer a module's id
   * @param source the specifier of the import, or the absolute path of a file that it starts as a worker
   */
  add(importer: string, source: string): void {
    const known = this.#sources.get(importer);
    if (known) known.add(source);
    else this.#sources.set(importer, new Set([source]));
  }

  /**
   * The chain from a page's entry down to `last`, found backwards along the edges.
   *
   * @param last a module's id
   * @param resolve the id of what an importer names
   * @returns files without queries, absolute
   */
  async chainTo(
    last: string,
    resolve: (source: string, importer: string) => Promise<string | undefined>,
  ): Promise<string[]> {
    const importerOf = new Map<string, string>();
    for (const [importer, sources] of this.#sources) {
      for (const source of sources) {
        const id = await resolve(source, importer).catch(() => undefined);
        if (id !== undefined && !importerOf.has(withoutQuery(id))) importerOf.set(withoutQuery(id), importer);
      }
    }
    const chain = [withoutQuery(last)];
    for (
      let id = importerOf.get(withoutQuery(last));
      id !== undefined;
      id = importerOf.get(withoutQuery(id))
    ) {
      if (chain.includes(withoutQuery(id))) break;
      chain.unshift(withoutQuery(id));
    }
    return chain.filter((id) => !id.startsWith("\0"));
  }
}

/** A module's id without its query; a worker and its file are the same. */
export function withoutQuery(id: string): string {
  return id.split("?", 1)[0] ?? id;
}
