import type { PeerAnswer, PeerQuestion } from "../contract/peers.ts";
import type { LogFields } from "../diagnostics/log.ts";

/** What a worker tells its supervisor. */
export type FromWorker =
  /** Its options are good. `workers` is how many it asks for, `stopSeconds` how long its shutdown may take. */
  | { kind: "loaded"; workers?: number; stopSeconds: number }
  /** `onStart` has settled. */
  | { kind: "started" }
  /** It accepts connections. `message` and `fields` are what a single server would log now. */
  | { kind: "listening"; port: number; message: string; fields: LogFields }
  /** New connections go to this worker alone, or why not. */
  | { kind: "steered"; problem?: string }
  /** New connections go to all workers. */
  | { kind: "released" }
  /** It accepts no more connections. */
  | { kind: "closed" }
  /** For the bus of all others. */
  | { kind: "publish"; topic: string; data: string }
  /** For all others, whose answers are to come back under `id`. */
  | ({ kind: "ask"; id: number } & PeerQuestion)
  /** Without a text, it has no answer. */
  | { kind: "answer"; id: number; text?: string }
  /** May it run a job now? */
  | { kind: "claim"; id: number; name: string; scheduledAt: number }
  | { kind: "unclaim"; name: string };

/** What a supervisor tells a worker. */
export type ToWorker =
  /** To accept connections; without a port, on the one of its options, which must be free. */
  | { kind: "listen"; port?: number }
  /** To get all new connections, as the last one of so many workers that listen. */
  | { kind: "steer"; listeners: number }
  | { kind: "release" }
  /** To end in order. Another worker may be there in its place. */
  | { kind: "drain"; reason: string; isReplaced: boolean }
  | { kind: "deliver"; topic: string; data: string }
  | { kind: "question"; id: number; question: string; data: string }
  | { kind: "answers"; id: number; answers: PeerAnswer[]; isComplete: boolean }
  | { kind: "claimed"; id: number; isOurs: boolean };

/** On the wire: user code may send messages of its own. */
export interface Envelope<Message> {
  bunsen: Message;
}

/** Sorts messages by their kind, for those who listen or wait. */
export class Mailbox<Message extends { kind: string }> {
  readonly #listeners = new Map<string, Set<(message: Message) => void>>();
  /** To be called when no more messages come. */
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  on<Kind extends Message["kind"]>(
    kind: Kind,
    listener: (message: Extract<Message, { kind: Kind }>) => void,
  ): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners);
    const call = (message: Message) => listener(message as Extract<Message, { kind: Kind }>);
    listeners.add(call);
    return () => void listeners.delete(call);
  }

  /** The next message of a kind that is meant; `undefined` if none can come any more. */
  next<Kind extends Message["kind"]>(
    kind: Kind,
    isMeant: (message: Extract<Message, { kind: Kind }>) => boolean = () => true,
  ): Promise<Extract<Message, { kind: Kind }> | undefined> {
    const { promise, resolve } = Promise.withResolvers<Extract<Message, { kind: Kind }> | undefined>();
    if (this.#isClosed) resolve(undefined);
    const finish = (message?: Extract<Message, { kind: Kind }>): void => {
      end();
      this.#waiting.delete(finish);
      resolve(message);
    };
    const end = this.on(kind, (message) => {
      if (isMeant(message)) finish(message);
    });
    this.#waiting.add(finish);
    return promise;
  }

  /** @param value anything that came over the channel */
  receive(value: unknown): void {
    const message = (value as Envelope<Message> | null | undefined)?.bunsen;
    const listeners = typeof message?.kind === "string" ? this.#listeners.get(message.kind) : undefined;
    for (const listener of [...(listeners ?? [])]) listener(message as Message);
  }

  /** No more messages come. */
  close(): void {
    this.#isClosed = true;
    for (const finish of [...this.#waiting]) finish();
  }
}
