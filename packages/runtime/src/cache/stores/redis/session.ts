import { RedisClient, type TLSOptions } from "bun";
import type { RedisAddress } from "./address.ts";

/** What the store uses of Bun's client. */
export interface RedisTarget {
  readonly address: RedisAddress;
  readonly tls?: boolean | TLSOptions;
}

/** What the keys and channels of one app have in common. */
export interface RedisPlace {
  readonly target: RedisTarget;
  /** Before their names. Apps that share a Redis need one each; channels of Redis databases have different names anyway. */
  readonly prefix: string;
}

/** What `send` takes: text, and bytes for values; Bun sends bytes as they are, though its types do not say so. */
export type Argument = string | Uint8Array;

const CONNECT_MILLISECONDS = 1000;

/**
 * One pair of connections to Redis, for commands and, if wanted, for messages, from their start to the end of either. Bun's own
 * reconnecting gives up after a while and hides what was missed, so a session that ended is replaced by a new one.
 */
export class Session {
  /** Resolves with the reason when the session is over. */
  readonly ended: Promise<string>;
  #hasEnded = false;
  readonly #commands: RedisClient;
  /** `undefined` where nobody listens. */
  readonly #messages: RedisClient | undefined;
  readonly #end: (reason: string) => void;

  constructor({ address, tls }: RedisTarget, hasMessages: boolean) {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.ended = promise;
    this.#end = resolve;
    const create = (): RedisClient => {
      const client = new RedisClient(address.url, {
        autoReconnect: false,
        enableOfflineQueue: false,
        connectionTimeout: CONNECT_MILLISECONDS,
        ...(tls === undefined ? {} : { tls }),
      });
      client.onclose = (error) => this.end(error?.message ?? "Connection closed");
      return client;
    };
    this.#commands = create();
    this.#messages = hasMessages ? create() : undefined;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /**
   * Connects and subscribes.
   *
   * @throws an Error of Bun's client
   */
  async connect(channels: string[], onMessage: (message: string, channel: string) => void): Promise<void> {
    await Promise.all([this.#commands.connect(), this.#messages?.connect()]);
    await this.#messages?.subscribe(channels, onMessage);
  }

  /** @throws an Error of Bun's client */
  send(command: string, parameters: Argument[]): Promise<unknown> {
    return this.#commands.send(command, parameters as string[]);
  }

  /** Runs a script of `scripts.ts`. Redis keeps a script it has seen, and knows it by its text. */
  evaluate(script: string, keys: string[], parameters: Argument[]): Promise<unknown> {
    return this.send("EVAL", [script, String(keys.length), ...keys, ...parameters]);
  }

  /** The bytes of a key. Only this command of Bun's client gives bytes: all others decode them as text. */
  bytes(key: string): Promise<Uint8Array | null> {
    return this.#commands.getBuffer(key);
  }

  /** Whether messages would still come. */
  async pingMessages(): Promise<void> {
    await this.#messages?.ping();
  }

  /** Ends the session; the first reason counts. */
  end(reason: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#end(reason);
    this.#commands.close();
    this.#messages?.close();
  }
}
