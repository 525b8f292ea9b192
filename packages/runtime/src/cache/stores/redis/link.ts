import { DeadlineError, withDeadline } from "./deadline.ts";
import { Pause } from "./pause.ts";
import { type RedisTarget, Session } from "./session.ts";

/** What the store does with a session. */
export interface LinkOwner {
  readonly channels: string[];
  onMessage(session: Session, message: string, channel: string): void;
  /** Called with a new session, and with one that was silent for a while, before anybody may use it. */
  prepare(session: Session, isNew: boolean): Promise<void>;
  /** Whether nothing is left to do before Redis may be used. */
  isPrepared(): boolean;
  /** Called now and then with a session in use. */
  beat(session: Session): Promise<void>;
  /** The error of a command that Redis did not carry out. */
  unavailable(where: string, reason: string): Error;
}

/** Milliseconds that a silent Redis has to answer before its connections are given up. */
const PROBE_MILLISECONDS = 1000;
const BEAT_MILLISECONDS = 5000;
const FIRST_DELAY_MILLISECONDS = 50;
const LONGEST_DELAY_MILLISECONDS = 1000;
const PREPARE_MILLISECONDS = 5000;

/** Replies of a server that is there and of no use: one that was made a replica, one that is loading, … */
const USELESS = /^(READONLY|LOADING|MASTERDOWN|NOAUTH|NOPERM|CLUSTERDOWN|MISCONF)\b/;

/**
 * The way to Redis: connects for ever, and while Redis is away or silent refuses at once instead of letting requests
 * wait. The first command that is not answered in time closes the way; it opens again when Redis answers a probe.
 */
export class Link {
  readonly #target: RedisTarget;
  readonly #owner: LinkOwner;
  #session: Session | undefined;
  /** Whether commands may use the session. */
  #isOpen = false;
  #reason = "not connected yet";
  #isClosed = false;
  readonly #whenOpen = Promise.withResolvers<void>();
  readonly #retry = new Pause();

  constructor(target: RedisTarget, owner: LinkOwner) {
    this.#target = target;
    this.#owner = owner;
  }

  /** Starts to connect, and waits for that, but no longer than given. Returns whether Redis is there. */
  async open(milliseconds: number): Promise<boolean> {
    void this.#keepConnected();
    try {
      await withDeadline(milliseconds, this.#whenOpen.promise);
    } catch (error) {
      if (!(error instanceof DeadlineError)) throw error;
    }
    return this.#isOpen;
  }

  /**
   * Does something with Redis.
   *
   * @throws the owner's error when Redis is away, refuses, or takes longer than `milliseconds`
   */
  async use<Value>(milliseconds: number, work: (session: Session) => Promise<Value>): Promise<Value> {
    const session = this.#session;
    if (!session || !this.#isOpen) throw this.#unavailable(this.#reason);
    try {
      return await withDeadline(milliseconds, work(session));
    } catch (error) {
      const message = messageOf(error);
      if (USELESS.test(message)) session.end(message);
      else if (error instanceof DeadlineError && session === this.#session) this.suspect(message);
      throw this.#unavailable(message);
    }
  }

  /** Refuses commands until Redis has answered and the session is prepared again. */
  suspect(reason: string): void {
    const session = this.#session;
    if (!session || !this.#isOpen) return;
    this.#isOpen = false;
    this.#reason = reason;
    this.#probe(session).then(
      () => this.#allow(session),
      (error: unknown) => session.end(messageOf(error)),
    );
  }

  /** Ends the connections for good. */
  close(): void {
    this.#isClosed = true;
    this.#isOpen = false;
    this.#reason = "the store was closed";
    this.#session?.end(this.#reason);
    this.#retry.end();
  }

  #unavailable(reason: string): Error {
    const { shown, clean } = this.#target.address;
    return this.#owner.unavailable(shown, clean(reason));
  }

  async #keepConnected(): Promise<void> {
    let pause = 0;
    while (!this.#isClosed) {
      const begun = performance.now();
      await this.#live(new Session(this.#target, this.#owner.channels.length > 0));
      if (this.#isClosed) return;
      const wasStable = performance.now() - begun > LONGEST_DELAY_MILLISECONDS;
      pause = wasStable
        ? 0
        : Math.min(Math.max(2 * pause, FIRST_DELAY_MILLISECONDS), LONGEST_DELAY_MILLISECONDS);
      await this.#retry.wait(pause);
    }
  }

  /** One session, from its start to its end. */
  async #live(session: Session): Promise<void> {
    this.#session = session;
    try {
      await this.#start(session);
      const reason = await session.ended;
      this.#isOpen = false;
      this.#reason = reason;
    } catch (error) {
      this.#reason = messageOf(error);
      session.end(this.#reason);
    }
  }

  async #start(session: Session): Promise<void> {
    const onMessage = (message: string, channel: string): void =>
      this.#owner.onMessage(session, message, channel);
    await withDeadline(PREPARE_MILLISECONDS, session.connect(this.#owner.channels, onMessage));
    await withDeadline(PREPARE_MILLISECONDS, this.#owner.prepare(session, true));
    this.#allow(session);
    void this.#watch(session);
  }

  #allow(session: Session): void {
    if (this.#session !== session || session.hasEnded) return;
    if (!this.#owner.isPrepared()) {
      session.end("something was left to do");
      return;
    }
    this.#isOpen = true;
    this.#whenOpen.resolve();
  }

  async #probe(session: Session): Promise<void> {
    await withDeadline(PROBE_MILLISECONDS, Promise.all([session.send("PING", []), session.pingMessages()]));
    await withDeadline(PREPARE_MILLISECONDS, this.#owner.prepare(session, false));
  }

  /** A connection can be dead without either end being told. */
  async #watch(session: Session): Promise<void> {
    const pause = new Pause();
    void session.ended.then(() => pause.end());
    while (!session.hasEnded) {
      await pause.wait(BEAT_MILLISECONDS);
      if (session.hasEnded || !this.#isOpen) continue;
      try {
        await withDeadline(
          PROBE_MILLISECONDS,
          Promise.all([this.#owner.beat(session), session.pingMessages()]),
        );
      } catch (error) {
        session.end(messageOf(error));
      }
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
