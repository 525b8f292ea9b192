import { FanOut } from "../util/fan-out.ts";

/** What is called at intervals, in seconds. */
export interface Beating {
  readonly interval: number;
  beat(): void;
}

/** Calls many at intervals, with one timer for all of them: each second it looks at those that are due. */
class Heartbeats {
  /** By the second in which they are due. */
  readonly #due = new Map<number, Set<Beating>>();
  readonly #places = new Map<Beating, Set<Beating>>();
  readonly #fanOut = new FanOut();
  #second = 0;
  #timer: Timer | undefined;

  add(beating: Beating): void {
    const second = this.#second + Math.max(1, Math.round(beating.interval));
    const place = this.#due.get(second) ?? new Set();
    this.#due.set(second, place.add(beating));
    this.#places.set(beating, place);
    this.#timer ??= setInterval(() => this.#tick(), 1000).unref();
  }

  delete(beating: Beating): void {
    this.#places.get(beating)?.delete(beating);
    this.#places.delete(beating);
    if (this.#places.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#due.clear();
  }

  #tick(): void {
    this.#second += 1;
    const due = this.#due.get(this.#second);
    if (!due) return;
    this.#due.delete(this.#second);
    this.#fanOut.each(due, (beating) => {
      if (this.#places.get(beating) !== due) return;
      this.add(beating);
      beating.beat();
    });
  }
}

export const heartbeats = new Heartbeats();
