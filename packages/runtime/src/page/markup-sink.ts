import type { Late } from "./late.ts";

type Listener = () => void;

/** Characters that may wait for a slow reader before React is asked to pause. */
const HIGH_WATER_MARK = 65_536;

/**
 * How React begins a `<style>` with precedence, chunk by chunk. It takes a nonce for these, but then leaves out each
 * that the component did not give the same one. Text of a page is never split like this.
 */
const STYLE_START = "<style";
const STYLE_REST = [' data-precedence="', ' media="not all" data-precedence="'];

/**
 * Takes what React writes. Everything up to the first `take` is the shell; the rest is handed on as it comes,
 * with back-pressure.
 */
export class MarkupSink implements Late {
  #hasEnded = false;
  readonly #nonce: string;
  #last = "";
  #text = "";
  #shellTaken = false;
  #failure: unknown;
  #onData: (() => void) | undefined;
  readonly #listeners = new Map<string, Listener[]>();

  /** @param nonce for React's own `<style>` elements; empty for none */
  constructor(nonce: string) {
    this.#nonce = nonce;
  }

  /** The text that has come so far, which is then forgotten. */
  take(): string {
    this.#shellTaken = true;
    const text = this.#text;
    this.#text = "";
    return text;
  }

  /** Resolves when there is text to take or the end has come. */
  ready(): Promise<void> {
    if (this.#text !== "" || this.ended) return Promise.resolve();
    this.#emit("drain");
    if (this.#text !== "" || this.ended) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onData = resolve;
    });
  }

  /** Whether the end has come and all text was taken. */
  get ended(): boolean {
    return this.#hasEnded && this.#text === "";
  }

  /** Why React gave up in the middle, if it did. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Tells React that there is no reader any more. */
  close(): void {
    this.#emit("close");
  }

  write(chunk: string): boolean {
    if (this.#nonce !== "") this.#addNonce(chunk);
    this.#text += chunk;
    return !this.#shellTaken || this.#text.length < HIGH_WATER_MARK;
  }

  #addNonce(chunk: string): void {
    if (this.#last === STYLE_START && STYLE_REST.includes(chunk)) this.#text += ` nonce="${this.#nonce}"`;
    this.#last = chunk;
  }

  flush(): void {
    this.#notify();
  }

  end(): void {
    this.#hasEnded = true;
    this.#notify();
  }

  destroy(error: unknown): void {
    this.#failure = error ?? new Error("The render was stopped.");
    this.end();
  }

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  #emit(event: string): void {
    for (const listener of this.#listeners.get(event) ?? []) listener();
  }

  #notify(): void {
    const onData = this.#onData;
    this.#onData = undefined;
    onData?.();
  }
}
