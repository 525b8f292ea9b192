import { describe, expect, test, vi } from "vitest";
import { Shutdown, type ShutdownParts } from "./shutdown.ts";

/** A server that ends when told to, and a diary of what happened in which order. */
function parts(changes: Partial<ShutdownParts> = {}) {
  const diary: string[] = [];
  const requests = Promise.withResolvers<void>();
  const exited = Promise.withResolvers<number>();
  const all: ShutdownParts = {
    server: {
      pendingRequests: 1,
      stop(force) {
        diary.push(force ? "cut" : "stop accepting");
        if (force) requests.resolve();
        return requests.promise.then(() => void diary.push("requests ended"));
      },
    },
    beginDraining: () => void diary.push("not ready"),
    closeWebSockets: () => void diary.push("close sockets"),
    onShutdown: () => void diary.push("hook"),
    close: async () => void diary.push("close"),
    delay: 0,
    timeout: 5,
    exit: (code) => {
      diary.push(`exit ${code}`);
      exited.resolve(code);
    },
    ...changes,
  };
  return { diary, requests, exited: exited.promise, shutdown: new Shutdown(all) };
}

const IN_ORDER = [
  "not ready",
  "stop accepting",
  "close sockets",
  "requests ended",
  "hook",
  "close",
  "exit 0",
];

test("a signal ends the server in order, with 0", async () => {
  const { diary, requests, exited, shutdown } = parts();
  shutdown.onSignal("SIGTERM");
  requests.resolve();
  expect(await exited).toBe(0);
  expect(diary).toEqual(IN_ORDER);
});

test("requests are cut at the deadline", async () => {
  const { diary, exited, shutdown } = parts({ timeout: 0.02 });
  shutdown.onSignal("SIGINT");
  expect(await exited).toBe(0);
  expect(diary).toContain("cut");
  expect(diary.indexOf("cut")).toBeLessThan(diary.indexOf("hook"));
});

test("the delay lies between not ready and the end of accepting", async () => {
  const { diary, requests, exited, shutdown } = parts({ delay: 0.5 });
  shutdown.onSignal("SIGTERM");
  await Bun.sleep(350);
  expect(diary).toEqual(["not ready"]);
  requests.resolve();
  await exited;
  expect(diary).toEqual(IN_ORDER);
});

test("clients get time for a farewell even without a delay", async () => {
  const { diary, requests, exited, shutdown } = parts();
  requests.resolve();
  shutdown.onSignal("SIGTERM");
  await Bun.sleep(100);
  expect(diary).toEqual(["not ready"]);
  await exited;
});

test("a crash skips the delay and ends with 1", async () => {
  const { diary, requests, exited, shutdown } = parts({ delay: 60 });
  shutdown.begin("uncaught exception", 1);
  requests.resolve();
  expect(await exited).toBe(1);
  expect(diary).toEqual([...IN_ORDER.slice(0, -1), "exit 1"]);
});

describe("again", () => {
  test("a second signal ends the process at once, with 1", () => {
    const { diary, shutdown } = parts();
    shutdown.onSignal("SIGTERM");
    shutdown.onSignal("SIGTERM");
    expect(diary.at(-1)).toBe("exit 1");
  });

  test("so does another signal, and one after a crash", () => {
    for (const begin of [
      (one: Shutdown) => one.onSignal("SIGINT"),
      (one: Shutdown) => one.begin("crash", 1),
    ]) {
      const { diary, shutdown } = parts();
      begin(shutdown);
      shutdown.onSignal("SIGTERM");
      expect(diary.at(-1)).toBe("exit 1");
    }
  });

  test("the time of the first Ctrl-C does not depend on the wall clock, which may be set back", () => {
    vi.useFakeTimers({ now: 1_000_000_000 });
    try {
      const { diary, shutdown } = parts();
      shutdown.onSignal("SIGINT");
      vi.advanceTimersByTime(5000);
      vi.setSystemTime(0);
      shutdown.onSignal("SIGINT");
      expect(diary.at(-1)).toBe("exit 1");
    } finally {
      vi.useRealTimers();
    }
  });

  test("Ctrl-C reaches a program under npm twice, and counts once", () => {
    vi.useFakeTimers();
    try {
      const { diary, shutdown } = parts();
      shutdown.onSignal("SIGINT");
      vi.advanceTimersByTime(50);
      shutdown.onSignal("SIGINT");
      expect(diary).not.toContain("exit 1");
      vi.advanceTimersByTime(100);
      shutdown.onSignal("SIGINT");
      expect(diary).toContain("exit 1");
    } finally {
      vi.useRealTimers();
    }
  });

  test("a second crash changes nothing", async () => {
    const { diary, requests, exited, shutdown } = parts();
    shutdown.onSignal("SIGTERM");
    shutdown.begin("uncaught exception", 1);
    requests.resolve();
    expect(await exited).toBe(0);
    expect(diary).toEqual(IN_ORDER);
  });
});

describe("a hook", () => {
  test.each<[string, () => unknown]>([
    ["rejects", () => Promise.reject(new Error("no"))],
    [
      "throws",
      () => {
        throw new Error("no");
      },
    ],
    ["hangs", () => new Promise(() => undefined)],
  ])("that %s does not keep the process", async (_, onShutdown) => {
    vi.useFakeTimers();
    try {
      const { requests, exited, shutdown } = parts({ onShutdown });
      requests.resolve();
      shutdown.onSignal("SIGTERM");
      await vi.advanceTimersByTimeAsync(11_000);
      expect(await exited).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
