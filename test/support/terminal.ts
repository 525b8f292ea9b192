import { whenDone } from "./cleanup.ts";
import { freshEnvironment } from "./environment.ts";
import { killGroup, type ProcessOptions, remember } from "./process.ts";

/** A program that believes to be used by somebody. */
export interface TerminalProcess {
  readonly pid: number;
  /** All that it has written so far, control characters included. */
  written(): string;
  /** Presses keys: `\r` is Enter, `\u0003` Ctrl-C, `\u001b[B` the down arrow. */
  press(keys: string): void;
  /** The exit code, or 128 and the number of the signal that ended it, as a shell has it. */
  readonly exited: Promise<number>;
}

/** Starts a program in a terminal of its own; it is killed at the end of the test at the latest. */
export function startInTerminal(
  program: string,
  parameters: string[],
  options: ProcessOptions,
): TerminalProcess {
  const { NO_COLOR: _, ...environment } = freshEnvironment();
  const decoder = new TextDecoder();
  let written = "";
  const child = Bun.spawn([program, ...parameters], {
    cwd: options.cwd,
    env: { ...environment, TERM: "xterm-256color", ...options.environment },
    terminal: {
      cols: 100,
      rows: 30,
      data(_terminal, bytes) {
        written += decoder.decode(bytes, { stream: true });
      },
    },
  });
  const forget = remember(child.pid);
  whenDone(async () => {
    killGroup(child.pid);
    await child.exited;
    forget();
    child.terminal?.close();
  });
  return {
    pid: child.pid,
    written: () => written,
    press: (keys) => {
      child.terminal?.write(keys);
    },
    exited: child.exited,
  };
}
