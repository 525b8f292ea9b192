import { type Beating, heartbeats } from "./heartbeats.ts";

const encoder = new TextEncoder();

/** A comment, which every client ignores (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation). */
export const COMMENT = encoder.encode(":\n\n");

/** Seconds for which what was sent may be unread, where the server says nothing else. */
const DEFAULT_PATIENCE = 75;

export interface OutgoingOptions {
  /** Seconds of silence after which a comment is sent. */
  heartbeat: number;
  /** Bytes that may be unread; a client that lets more come together is disconnected. */
  maximumUnread: number;
  /** What the stream begins with. */
  begin?: Uint8Array;
  /** Called whenever the client has room for more; until what it returns settles, it is not called again. */
  pull?(): Promise<void>;
  /** Called once when the stream is over: the client, the server or the source ended it. */
  onEnd(): void;
}

/** The server that sends a stream. */
export interface EventConnection {
  /** Seconds for which what was sent may be unread. 0 for no limit. */
  readonly patience: number;
  /** Breaks the connection off. A stream that ends with an error waits for a client that does not read. */
  disconnect(): void;
}

/** The body of an event stream of our own: it says that it is alive, and ends with the server and with clients that do not read. */
export class OutgoingEvents implements Beating {
  readonly interval: number;
  readonly body: ReadableStream<Uint8Array>;
  readonly #options: OutgoingOptions;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #connection: EventConnection | undefined;
  #isEnded = false;
  #wasQuiet = true;
  /** Seconds, as far as heartbeats tell. */
  #unreadFor = 0;
  /** Called when the stream is over, besides the owner. */
  onEnd: (() => void) | undefined;

  constructor(options: OutgoingOptions) {
    this.#options = options;
    this.interval = options.heartbeat;
    const { pull } = options;
    const source: UnderlyingDefaultSource<Uint8Array> = {
      start: (controller) => {
        this.#controller = controller;
        // Bun sends no headers before the first byte, so that a client would not know that it is connected.
        controller.enqueue(options.begin ?? COMMENT);
      },
      ...(pull && { pull }),
      cancel: () => this.#finish(),
    };
    this.body = new ReadableStream(source, { highWaterMark: 0, size: byteLength });
    bodies.set(this.body, this);
    heartbeats.add(this);
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Whether something that was sent before has not been taken yet. */
  get hasUnread(): boolean {
    return this.#unread > 0;
  }

  attach(connection: EventConnection): void {
    this.#connection = connection;
  }

  send(bytes: Uint8Array): void {
    if (this.#isEnded) return;
    if (this.#unread + bytes.byteLength > this.#options.maximumUnread && this.hasUnread) {
      this.disconnect();
      return;
    }
    this.#wasQuiet = false;
    this.#controller?.enqueue(bytes);
  }

  /** Ends the stream after what was sent. A browser connects again. */
  end(): void {
    if (this.#isEnded) return;
    this.#finish();
    if (this.hasUnread) this.#connection?.disconnect();
    this.#controller?.close();
  }

  /** Breaks the stream off, so that the client does not take it for complete. */
  fail(error: unknown): void {
    if (this.#isEnded) return;
    this.#finish();
    this.#controller?.error(error);
  }

  /** Breaks off the connection of a client that does not read. */
  disconnect(): void {
    if (this.#isEnded) return;
    this.#connection?.disconnect();
    this.fail(new DOMException("The client does not read its events.", "TimeoutError"));
  }

  beat(): void {
    if (this.hasUnread) {
      this.#unreadFor += this.interval;
      const { patience } = this.#connection ?? { patience: DEFAULT_PATIENCE };
      if (patience > 0 && this.#unreadFor > patience) this.disconnect();
      return;
    }
    this.#unreadFor = 0;
    if (this.#wasQuiet) this.#controller?.enqueue(COMMENT);
    this.#wasQuiet = true;
  }

  get #unread(): number {
    return -(this.#controller?.desiredSize ?? 0);
  }

  #finish(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    heartbeats.delete(this);
    this.onEnd?.();
    this.#options.onEnd();
  }
}

const bodies = new WeakMap<ReadableStream, OutgoingEvents>();

/** The stream of our own that a response sends, if it does. */
export function outgoingEvents({ body }: Response): OutgoingEvents | undefined {
  return body === null ? undefined : bodies.get(body);
}

/** Says that the body of a response only passes on what such a stream sends. */
export function passesOn({ body }: Response, events: OutgoingEvents): void {
  if (body !== null) bodies.set(body, events);
}

function byteLength(chunk: Uint8Array | undefined): number {
  return chunk?.byteLength ?? 0;
}

/** Headers of a stream that nothing on the way may hold back or keep. */
export const EVENT_STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};
