import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { until } from "../support/until.ts";

/** A connection whose answer is read as it comes in. */
export interface OpenRaw {
  /** Everything that has come so far. */
  received(): string;
  /** Waits until this text has come. */
  hasReceived(text: string): Promise<void>;
  /** Waits until the server has closed the connection. */
  ended(): Promise<void>;
  /** Leaves, as a closed tab does. */
  leave(): void;
}

/** Sends a request to 127.0.0.1 and keeps the connection, so that a test can see what comes when. */
export function openRaw(app: { port: number }, request: string): OpenRaw {
  const socket: Socket = connect({ port: app.port, host: "127.0.0.1" });
  onTestFinished(() => {
    socket.destroy();
  });
  let received = "";
  let ended = false;
  socket.setEncoding("utf8");
  socket.on("connect", () => socket.write(request));
  socket.on("data", (text: string) => {
    received += text;
  });
  socket.on("end", () => {
    ended = true;
  });
  socket.on("error", () => {
    ended = true;
  });
  return {
    received: () => received,
    hasReceived: async (text) => {
      await until(() => received.includes(text), { what: `${JSON.stringify(text)} to come in` });
    },
    ended: async () => {
      await until(() => ended, { what: "the server to close the connection" });
    },
    leave: () => socket.destroy(),
  };
}
