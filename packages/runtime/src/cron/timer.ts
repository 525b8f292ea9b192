/** What a scheduler knows of time. */
export interface CronClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back after some milliseconds, unless the function that it returns is called before. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: CronClock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    // A server of one's own may end while jobs are scheduled.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
