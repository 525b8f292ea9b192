/** The highest clock that Redis has told this process; what is below it cannot be the present state. */
export class SeenClock {
  #highest = 0;

  /** For the scripts, which take it as their first parameter. */
  get text(): string {
    return String(this.#highest);
  }

  /** @throws an Error for a reply that is no clock */
  add(reply: unknown): number {
    const clock = Number(reply);
    if (!Number.isSafeInteger(clock)) throw new Error("Redis replied something that is no clock");
    this.#highest = Math.max(this.#highest, clock);
    return clock;
  }
}
