import type { PeerAnswer } from "../contract/peers.ts";
import { TIMED_OUT, withTimeout } from "../util/with-timeout.ts";
import { JobClaims } from "./job-claims.ts";
import type { FromWorker } from "./messages.ts";
import type { WorkerProcess } from "./worker-process.ts";

type Ask = Extract<FromWorker, { kind: "ask" }>;

/** Carries what workers tell and ask each other, and decides which one runs a job. */
export class Relay {
  readonly #workers: ReadonlySet<WorkerProcess>;
  readonly #isComplete: () => boolean;
  readonly #claims = new JobClaims<WorkerProcess>();
  readonly #questions = new Map<number, (text: string) => void>();
  #lastId = 0;

  /**
   * @param workers all that have not ended
   * @param isComplete whether every worker has served
   */
  constructor(workers: ReadonlySet<WorkerProcess>, isComplete: () => boolean) {
    this.#workers = workers;
    this.#isComplete = isComplete;
  }

  connect(worker: WorkerProcess): void {
    const { mail } = worker;
    mail.on("publish", ({ topic, data }) => {
      for (const other of this.#others(worker)) other.send({ kind: "deliver", topic, data });
    });
    mail.on("ask", (ask) => void this.#ask(worker, ask));
    mail.on("answer", ({ id, text }) => this.#questions.get(id)?.(text));
    mail.on("claim", ({ id, name, scheduledAt }) => {
      worker.send({ kind: "claimed", id, isOurs: this.#claims.claim(name, scheduledAt, worker) });
    });
    mail.on("unclaim", ({ name }) => this.#claims.release(name, worker));
    void worker.ended.then(() => this.#claims.releaseAll(worker));
  }

  #others(worker: WorkerProcess): WorkerProcess[] {
    return [...this.#workers].filter((other) => other !== worker && other.isLoaded);
  }

  async #ask(
    worker: WorkerProcess,
    { id, question, data = "", milliseconds, withReplaced }: Ask,
  ): Promise<void> {
    const asked = this.#others(worker).filter((other) => withReplaced || !other.isDraining);
    const answers = await Promise.all(
      asked.map(async (other): Promise<PeerAnswer> => {
        const text = await this.#question(other, question, data, milliseconds);
        return { worker: other.index, text };
      }),
    );
    worker.send({ kind: "answers", id, answers, isComplete: this.#isComplete() });
  }

  async #question(
    other: WorkerProcess,
    question: string,
    data: string,
    milliseconds: number,
  ): Promise<string | undefined> {
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#questions.set(id, resolve);
    other.send({ kind: "question", id, question, data });
    const gone = other.ended.then(() => undefined);
    const text = await withTimeout(milliseconds, Promise.race([promise, gone]));
    this.#questions.delete(id);
    return text === TIMED_OUT ? undefined : text;
  }
}
