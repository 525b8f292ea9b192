import { Link } from "../cache/stores/redis/link.ts";
import type { RedisPlace, RedisTarget, Session } from "../cache/stores/redis/session.ts";
import { errorFields, log } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import type { BusReceiver, BusTransport } from "./bus.ts";

/** Milliseconds that messages wait for the first connection, and that Redis has for each. */
const WAIT_MILLISECONDS = 1000;
/** Characters of messages that may be on their way to Redis; what comes on top of them is lost. */
const MAXIMUM_PENDING = 8 * 1_048_576;

/** What one process tells the others: who it is, and a message, or that some of its messages were lost. */
type Packet = [from: string, topic: string, data: string] | [from: string];

/** Carries messages by Redis's publish and subscribe, on one channel per app. Builds that run side by side share it. */
export class RedisTransport implements BusTransport {
  readonly #target: RedisTarget;
  readonly #channel: string;
  readonly #process = crypto.randomUUID();
  #receiver: BusReceiver | undefined;
  #link: Link | undefined;
  #opened: Promise<unknown> = Promise.resolve();
  #pending = 0;
  /** Whether a message was lost of which the other processes do not know yet. */
  #hasLost = false;
  /** Whether there was a time in which messages of other processes could not arrive. */
  #wasDeaf = false;

  constructor({ target, prefix }: RedisPlace) {
    this.#target = target;
    this.#channel = `${prefix}bus:${databaseOf(target)}`;
  }

  open(receiver: BusReceiver): void {
    this.#receiver = receiver;
    const link = new Link(this.#target, {
      channels: [this.#channel],
      onMessage: (_session, message) => this.#receive(message),
      prepare: (session, isNew) => this.#prepare(session, isNew),
      isPrepared: () => true,
      beat: async (session) => void (await session.send("PING", [])),
      unavailable: (where, reason) => new Error(`${where}: ${reason}`),
    });
    this.#link = link;
    this.#opened = link.open(WAIT_MILLISECONDS);
  }

  send(topic: string, data: string): void {
    const text = JSON.stringify([this.#process, topic, data] satisfies Packet);
    if (this.#pending + text.length > MAXIMUM_PENDING) {
      this.#lose(new Error(`More than ${MAXIMUM_PENDING} characters wait to be sent.`));
      return;
    }
    this.#pending += text.length;
    this.#publish(text)
      .catch((error: unknown) => this.#lose(error))
      .finally(() => {
        this.#pending -= text.length;
      });
  }

  close(): void {
    this.#link?.close();
  }

  async #publish(text: string): Promise<void> {
    await this.#opened;
    await this.#link?.use(WAIT_MILLISECONDS, async (session) => {
      await session.send("PUBLISH", [this.#channel, text]);
      await this.#tellOfLoss(session);
    });
  }

  #lose(error: unknown): void {
    if (!this.#hasLost) logError(logEvents.busFails(), errorFields(error));
    this.#hasLost = true;
  }

  async #prepare(session: Session, isNew: boolean): Promise<void> {
    await this.#tellOfLoss(session);
    if (isNew && this.#wasDeaf) this.#receiver?.missed();
    this.#wasDeaf = true;
  }

  async #tellOfLoss(session: Session): Promise<void> {
    if (!this.#hasLost) return;
    this.#hasLost = false;
    try {
      await session.send("PUBLISH", [this.#channel, JSON.stringify([this.#process] satisfies Packet)]);
      log.info("Messages reach other processes again.");
    } catch (error) {
      this.#hasLost = true;
      throw error;
    }
  }

  #receive(message: string): void {
    const packet = parsePacket(message);
    if (!packet || packet[0] === this.#process) return;
    if (packet.length === 1) this.#receiver?.missed();
    else this.#receiver?.deliver(packet[1], packet[2]);
  }
}

/** Redis's channels are the same in all of its databases. */
function databaseOf({ address }: RedisTarget): string {
  return /^\/(\d+)$/.exec(new URL(address.url).pathname)?.[1] ?? "0";
}

/** @returns `undefined` for what no process of ours has sent */
function parsePacket(text: string): Packet | undefined {
  let packet: unknown;
  try {
    packet = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isPacket =
    Array.isArray(packet) &&
    (packet.length === 1 || packet.length === 3) &&
    packet.every((part) => typeof part === "string");
  return isPacket ? (packet as Packet) : undefined;
}
