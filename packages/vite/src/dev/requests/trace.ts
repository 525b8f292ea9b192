import type { ErrorRoute, Route } from "@bunsen/runtime/internal/route-table";
import { phasesOf, type RequestRecord, rounded, type Span } from "./record.ts";

/** More than any page has levels; an endpoint cannot make the list grow. */
const MOST_SPANS = 50;

/** Follows one request from its start to its end. */
export class RequestTrace {
  readonly #start = performance.now();
  readonly #record: RequestRecord;
  readonly #changed: (trace: RequestTrace) => void;
  #loaded: number | undefined;
  #responded: number | undefined;
  #finished: number | undefined;

  /** @param changed called whenever something is added */
  constructor(facts: Pick<RequestRecord, "id" | "method" | "path">, changed: (trace: RequestTrace) => void) {
    this.#record = { ...facts, at: Date.now(), spans: [] };
    this.#changed = changed;
  }

  get record(): RequestRecord {
    const { route, spans } = this.#record;
    if (this.#responded === undefined) return this.#record;
    const moments = { loaded: this.#loaded, responded: this.#responded, finished: this.#finished };
    return { ...this.#record, phases: phasesOf(route?.kind, spans, moments) };
  }

  /** The route whose modules are loaded first is the one that responds; error pages follow. */
  reached({ id, kind, file }: Route | ErrorRoute): void {
    this.#record.route ??= { id, kind, file };
  }

  loaded(): void {
    this.#loaded = this.#now();
  }

  /**
   * Records the start of some of the user's code.
   *
   * @returns what to call at its end
   */
  begin(kind: Span["kind"], name: string): () => void {
    const span: Span = { kind, name, start: this.#now() };
    if (this.#record.spans.length < MOST_SPANS) this.#record.spans.push(span);
    return () => {
      span.end = this.#now();
    };
  }

  /** The status and headers are known; the body may not be complete yet. */
  responded(status: number): void {
    this.#responded = this.#now();
    this.#record.status = status;
    this.#changed(this);
  }

  /** The last byte is sent, or the client has left. Only the first call counts. */
  finished(end: "sent" | "left", bytes: number): void {
    if (this.#finished !== undefined) return;
    this.#finished = this.#now();
    Object.assign(this.#record, { end, bytes });
    this.#changed(this);
  }

  #now(): number {
    return rounded(performance.now() - this.#start);
  }
}
