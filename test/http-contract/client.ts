import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import type { App } from "../support/modes.ts";
import { HOST, OWN_PAGE, request } from "./row.ts";

/** A request after which the connection stays. */
export function keepAlive(target: string): string {
  return request(`GET ${target} HTTP/1.1`, [HOST, OWN_PAGE]);
}

export interface Client {
  socket: Socket;
  received(): string;
  /** Whether the server has ended the connection. */
  ended: Promise<void>;
}

/** Opens a connection that a test writes to as it likes. */
export function open(app: App): Client {
  const socket = connect({ port: app.port, host: "127.0.0.1", allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  const ended = Promise.withResolvers<void>();
  let received = "";
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    received += text;
  });
  socket.on("error", () => ended.resolve());
  socket.on("end", () => ended.resolve());
  return { socket, received: () => received, ended: ended.promise };
}

/** The app answers plain requests. */
export async function expectPlain(app: App): Promise<void> {
  expect((await app.fetch("/api/named")).status).toBe(200);
}

/** Nothing can be waited for where nothing is to come, so it is given a moment. */
export async function expectSilentSince(app: App, logged: number): Promise<void> {
  await delay(50);
  expect(app.log().slice(logged)).toBe("");
}
