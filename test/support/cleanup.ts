import { onTestFinished, TestRunner } from "vitest";

type Action = () => void | Promise<void>;

const atEndOfFile: Action[] = [];

/** Calls `action` when the running test ends, or, outside of tests, when the spec file does. */
export function whenDone(action: Action): void {
  if (TestRunner.getCurrentTest()) onTestFinished(action);
  else atEndOfFile.push(action);
}

/** Undoes what was done outside of tests, last thing first; one failure does not keep the others from it. */
export async function endOfFile(): Promise<void> {
  const failures: unknown[] = [];
  for (const action of atEndOfFile.splice(0).reverse()) {
    try {
      await action();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "cleaning up after a spec file failed");
}
