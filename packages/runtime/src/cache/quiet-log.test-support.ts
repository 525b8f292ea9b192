import { afterEach, beforeEach, vi } from "vitest";
import { log } from "../diagnostics/log.ts";

/** Keeps the log of a test file silent, for its tests to look at. Timers are real again after each test. */
export function quietLog() {
  const error = vi.spyOn(log, "error");
  const info = vi.spyOn(log, "info");
  beforeEach(() => {
    for (const mock of [error, info]) mock.mockReset().mockReturnValue(undefined);
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  return { error, info };
}
