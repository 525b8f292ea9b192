/** What follows the shell of a document, piece by piece. */
export interface Late {
  /** Whether the end has come and everything was taken. */
  readonly ended: boolean;
  /** Why it ended early, if it did. */
  readonly failure: unknown;
  /** Resolves when there is text to take or the end has come. */
  ready(): Promise<void>;
  /** The text that has come so far, which is then forgotten. */
  take(): string;
  /** Tells the source that there is no reader any more. */
  close(): void;
}

/** Data blocks and the boundaries that need them: a block comes first, so that the browser has it when it shows the boundary. */
export class LateMarkup implements Late {
  readonly #data: Pick<Late, "ended" | "ready" | "take">;
  readonly #markup: Late | undefined;

  constructor(data: Pick<Late, "ended" | "ready" | "take">, markup: Late | undefined) {
    this.#data = data;
    this.#markup = markup;
  }

  get ended(): boolean {
    return this.failure !== undefined || (this.#data.ended && this.#markup?.ended !== false);
  }

  get failure(): unknown {
    return this.#markup?.failure;
  }

  async ready(): Promise<void> {
    if (this.ended) return;
    const parts = [this.#data, this.#markup].filter((part) => part && !part.ended);
    await Promise.race(parts.map((part) => part?.ready()));
  }

  take(): string {
    return this.#data.take() + (this.#markup?.take() ?? "");
  }

  close(): void {
    this.#markup?.close();
  }
}
