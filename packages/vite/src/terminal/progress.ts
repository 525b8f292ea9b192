import type { Logger, LogLevel } from "vite";

/** How often the line of a running step is redrawn. */
const TICK_MILLISECONDS = 100;

/** Where progress is shown. */
export interface Screen {
  /** Whether a line can be overwritten: on a terminal, but not in CI. */
  isTerminal: boolean;
  write(text: string): void;
}

/** The screen of this process. */
const SCREEN: Screen = {
  isTerminal: process.stdout.isTTY === true && !process.env.CI,
  write: (text) => process.stdout.write(text),
};

/** Back to the start of the line, which is emptied (ECMA-48 §8.3.41, EL). */
const CLEAR_LINE = "\r\u001b[2K";

/** Shows the steps of a build: one moving line on a terminal, elsewhere a line for each finished step. */
export class Progress {
  readonly #logger: Logger;
  readonly #level: LogLevel;
  readonly #screen: Screen;

  /** @param level Vite's `logLevel`: nothing is shown below "info" */
  constructor(logger: Logger, level: LogLevel = "info", screen: Screen = SCREEN) {
    this.#logger = logger;
    this.#level = level;
    this.#screen = screen;
  }

  /** Runs a step, and shows that it is running and how long it took. */
  async step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    if (this.#level !== "info") return work();
    const started = performance.now();
    const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
    const moves = this.#screen.isTerminal;
    const show = () => this.#screen.write(`${CLEAR_LINE}… ${name} ${seconds()}`);
    if (moves) show();
    const timer = moves ? setInterval(show, TICK_MILLISECONDS) : undefined;
    try {
      const result = await work();
      if (moves) this.#screen.write(CLEAR_LINE);
      this.#logger.info(`✓ ${name} (${seconds()})`);
      return result;
    } catch (error) {
      if (moves) this.#screen.write(CLEAR_LINE);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }
}
