import { afterEach, beforeEach, expect, vi } from "vitest";

/** Fails every test of the file that leaves a rejection to nobody. Timers are real again after each. */
export function expectNothingUnhandled(): void {
  const unhandled = vi.fn();
  beforeEach(() => {
    unhandled.mockReset();
    process.on("unhandledRejection", unhandled);
  });
  afterEach(async () => {
    vi.useRealTimers();
    // A rejection counts as unhandled once the event loop has turned.
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
}
