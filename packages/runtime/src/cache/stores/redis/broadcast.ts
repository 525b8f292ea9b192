import type { Invalidation } from "../../../api/cache-store.ts";
import { invalidationName } from "../../model/invalidation-name.ts";
import { Answers } from "./answers.ts";
import type { RedisKeys } from "./keys.ts";
import { type Message, parseMessage } from "./message.ts";
import { INVALIDATE } from "./scripts.ts";
import type { SeenClock } from "./seen-clock.ts";
import type { Session } from "./session.ts";

/** Milliseconds that the other processes have to drop what they hold in memory. */
const ANSWER_MILLISECONDS = 250;
/** Paths and tags whose invalidation is remembered. */
const MAXIMUM_NAMES = 10_000;

/** Tells the processes of a namespace what is invalid, and hears it from them. */
export class Broadcast {
  readonly #keys: RedisKeys;
  readonly #seen: SeenClock;
  readonly #onInvalidation: (what: Invalidation) => void;
  readonly #process = crypto.randomUUID();
  readonly #answers = new Answers();

  constructor(keys: RedisKeys, seen: SeenClock, onInvalidation: (what: Invalidation) => void) {
    this.#keys = keys;
    this.#seen = seen;
    this.#onInvalidation = onInvalidation;
  }

  /** To be subscribed to: one for all processes, and one for answers to this one. */
  get channels(): string[] {
    return [this.#keys.channel, this.#answerChannel(this.#process)];
  }

  /** Records an invalidation in Redis; with `wait` it resolves when the others have heard of it. */
  async tell(session: Session, what: Invalidation, wait: boolean): Promise<void> {
    const id = this.#answers.begin();
    const message = (of: Invalidation): string => JSON.stringify({ from: this.#process, id, what: of });
    const everything = message({ kind: "all" });
    const parameters = [
      this.#seen.text,
      what.kind === "all" ? "" : invalidationName(what),
      this.#keys.channel,
      message(what),
      everything,
    ];
    try {
      const reply = await session.evaluate(
        INVALIDATE,
        [this.#keys.invalidations],
        [...parameters, String(MAXIMUM_NAMES)],
      );
      const [clock, listeners] = Array.isArray(reply) ? reply : [];
      this.#seen.add(clock);
      if (wait) await this.#answers.all(id, Number(listeners), ANSWER_MILLISECONDS);
    } finally {
      this.#answers.forget(id);
    }
  }

  /** Takes a message from one of the channels. */
  receive(session: Session, text: string, channel: string): void {
    if (channel !== this.#keys.channel) {
      this.#answers.add(Number(text));
      return;
    }
    const message = parseMessage(text);
    if (message?.from === this.#process) {
      this.#answers.add(message.id);
      return;
    }
    this.#onInvalidation(message?.what ?? { kind: "all" });
    if (message) this.#answer(session, message);
  }

  #answer(session: Session, { from, id }: Message): void {
    session
      .send("PUBLISH", [this.#answerChannel(from), String(id)])
      .catch((error: unknown) => session.end(String(error)));
  }

  #answerChannel(process: string): string {
    return `${this.#keys.channel}:${process}`;
  }
}
