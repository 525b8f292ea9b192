import type { JobClaim } from "../api/cache-store.ts";
import type { PeerAnswers, PeerQuestion, Peers } from "../contract/peers.ts";
import { errorFields, type LogFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import { messageOf } from "../diagnostics/thrown.ts";
import { type Envelope, type FromWorker, Mailbox, type ToWorker } from "./messages.ts";
import { type Steering, steeringOf } from "./steering.ts";

/** Why a worker is to end. */
export interface DrainOrder {
  reason: string;
  /** Another worker is there in its place. */
  isReplaced: boolean;
  /** Whether the process is to end with an error. */
  isFailure: boolean;
}

/** What a worker and its supervisor have to do with each other, as the worker sees it. */
export class WorkerLink implements Peers {
  readonly index: number;
  readonly #mail = new Mailbox<ToWorker>();
  #onDrain: (order: DrainOrder) => void = () => undefined;
  readonly #responders = new Map<string, (data: string) => string | Promise<string>>();
  #steering: Steering | undefined;
  #lastId = 0;

  constructor(index: number) {
    this.index = index;
    process.on("message", (message) => this.#mail.receive(message));
    process.on("disconnect", () => {
      this.#mail.close();
      this.#onDrain({ reason: "The supervisor is gone", isReplaced: false, isFailure: true });
    });
    this.#mail.on("drain", (order) => this.#onDrain({ ...order, isFailure: false }));
    this.#mail.on("question", (question) => void this.#respond(question));
  }

  /** What to do when this worker is to end. It may be told several times. */
  onDrain(listener: (order: DrainOrder) => void): void {
    this.#onDrain = listener;
  }

  /** Says that the app is loaded, and its options are good. */
  loaded(workers: number | undefined, stopSeconds: number): void {
    this.#send({ kind: "loaded", ...(workers !== undefined && { workers }), stopSeconds });
  }

  /** Says that the app has started. Resolves when it is this worker's turn to listen: with the port, if it is known. */
  async mayListen(): Promise<number | undefined> {
    const order = this.#mail.next("listen");
    this.#send({ kind: "started" });
    return (await order)?.port;
  }

  /** Says that this worker accepts connections, and what a single server would log. */
  listening(port: number, message: string, fields: LogFields): void {
    this.#mail.on("steer", ({ listeners }) => void this.#steer(port, listeners));
    this.#mail.on("release", () => {
      this.#steering?.release();
      this.#steering = undefined;
      this.#send({ kind: "released" });
    });
    this.#send({ kind: "listening", port, message, fields });
  }

  /** Says that this worker accepts no more connections. */
  closed(): void {
    this.#send({ kind: "closed" });
  }

  async ask(question: PeerQuestion): Promise<PeerAnswers> {
    const id = this.#nextId();
    this.#send({ kind: "ask", id, ...question });
    // Without its supervisor this process is about to end.
    return (
      (await this.#mail.next("answers", (reply) => reply.id === id)) ?? { answers: [], isComplete: false }
    );
  }

  answer(question: string, respond: (data: string) => string | Promise<string>): void {
    this.#responders.set(question, respond);
  }

  publish(topic: string, data: string): void {
    this.#send({ kind: "publish", topic, data });
  }

  onPublished(listener: (topic: string, data: string) => void): void {
    this.#mail.on("deliver", ({ topic, data }) => listener(topic, data));
  }

  async claimJob(name: string, scheduledAt: number): Promise<JobClaim | "taken"> {
    const id = this.#nextId();
    this.#send({ kind: "claim", id, name, scheduledAt });
    const reply = await this.#mail.next("claimed", (reply) => reply.id === id);
    if (!reply?.isOurs) return "taken";
    return { renew: () => true, release: () => this.#send({ kind: "unclaim", name }) };
  }

  async #respond({ id, question, data }: Extract<ToWorker, { kind: "question" }>): Promise<void> {
    const text = await this.#answerTo(question, data);
    this.#send({ kind: "answer", id, ...(text !== undefined && { text }) });
  }

  /** The asker must not wait for an answer that fails. */
  async #answerTo(question: string, data: string): Promise<string | undefined> {
    try {
      return await this.#responders.get(question)?.(data);
    } catch (error) {
      logError(logEvents.busListenerFailed(), errorFields(error));
      return undefined;
    }
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  async #steer(port: number, listeners: number): Promise<void> {
    try {
      this.#steering = await steeringOf(port);
      this.#steering.toLast(listeners);
      this.#send({ kind: "steered" });
    } catch (error) {
      this.#send({ kind: "steered", problem: messageOf(error) });
    }
  }

  #send(message: FromWorker): void {
    if (process.connected) process.send?.({ bunsen: message } satisfies Envelope<FromWorker>);
  }
}
