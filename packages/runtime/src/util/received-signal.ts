/** A second SIGINT within this many milliseconds is the first one again: a terminal and npm both send it. */
const SAME_SIGNAL_MILLISECONDS = 100;

/** A signal, and when it came on the clock of `performance.now()`, which is never set back. */
export interface ReceivedSignal {
  signal: string;
  at: number;
}

/** Whether a signal is not the first one again: then it ends the process at once. */
export function isAnotherSignal(first: ReceivedSignal, signal: string): boolean {
  return (
    signal !== "SIGINT" || first.signal !== signal || performance.now() - first.at > SAME_SIGNAL_MILLISECONDS
  );
}
