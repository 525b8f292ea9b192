import type { PeerAnswer } from "../contract/peers.ts";
import { TIMED_OUT, withTimeout } from "../util/with-timeout.ts";
import { JobClaims } from "./job-claims.ts";
import type { FromWorker } from "./messages.ts";
import type { WorkerProcess } from "./worker-process.ts";

type Ask = Extract<FromWorker, { kind: "ask" }>;

/** A question that is under way. */
interface Question {
  asked: WorkerProcess;
  /** Without a text, there is no answer. */
  answer: (text: string | undefined) => void;
}

/** Carries what workers tell and ask each other, and decides which one runs a job. */
export class Relay {
  readonly #workers: ReadonlySet<WorkerProcess>;
  readonly #isComplete: () => boolean;
  readonly #claims = new JobClaims<WorkerProcess>();
  readonly #questions = new Map<number, Question>();
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
    mail.on("answer", ({ id, text }) => this.#questions.get(id)?.answer(text));
    mail.on("claim", ({ id, name, scheduledAt }) => {
      worker.send({ kind: "claimed", id, isOurs: this.#claims.claim(name, scheduledAt, worker) });
    });
    mail.on("unclaim", ({ name }) => this.#claims.release(name, worker));
    void worker.ended.then(() => {
      this.#claims.releaseAll(worker);
      for (const { asked, answer } of this.#questions.values()) if (asked === worker) answer(undefined);
    });
  }

  #others(worker: WorkerProcess): WorkerProcess[] {
    return [...this.#workers].filter((other) => other !== worker && other.isLoaded);
  }

  async #ask(
    worker: WorkerProcess,
    { id, question, data = "", milliseconds, withReplaced }: Ask,
  ): Promise<void> {
    const asked = this.#others(worker).filter((other) => withReplaced || servesBeside(worker, other));
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
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.#questions.set(id, { asked: other, answer: resolve });
    other.send({ kind: "question", id, question, data });
    const text = await withTimeout(milliseconds, promise);
    this.#questions.delete(id);
    return text === TIMED_OUT ? undefined : text;
  }
}

/** Whether another process serves, and not in this one's place. */
function servesBeside(worker: WorkerProcess, other: WorkerProcess): boolean {
  return other.accepts && !other.isDraining && other.index !== worker.index;
}
