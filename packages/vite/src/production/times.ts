/** How long the parts of a build take. */
export class BuildTimes {
  readonly #started = performance.now();
  readonly #parts = new Map<string, number>();
  /** For each running part, from the outside in: the time that parts within it took. */
  readonly #within: number[] = [];

  /**
   * Runs a part, and adds its time to that of earlier parts of the same name. A part within another one is not counted
   * twice; parts run one after the other.
   */
  async measure<Result>(part: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#parts.get(part) ?? 0;
    this.#parts.set(part, before);
    const started = performance.now();
    this.#within.push(0);
    try {
      return await work();
    } finally {
      const all = performance.now() - started;
      const own = all - (this.#within.pop() ?? 0);
      this.#parts.set(part, before + own);
      const outer = this.#within.length - 1;
      if (outer >= 0) this.#within[outer] = (this.#within[outer] ?? 0) + all;
    }
  }

  /** Seconds by part, in the order in which the parts began first. */
  get parts(): [part: string, seconds: number][] {
    return [...this.#parts].map(([part, milliseconds]) => [part, milliseconds / 1000]);
  }

  /** Seconds since the build began. */
  get total(): number {
    return (performance.now() - this.#started) / 1000;
  }
}
