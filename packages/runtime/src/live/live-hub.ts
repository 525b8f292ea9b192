import { INVALIDATIONS, parseInvalidation } from "../bus/invalidations.ts";
import { processBus } from "../bus/process-bus.ts";
import { COMMENT, OutgoingEvents } from "../http/outgoing-events.ts";
import { FanOut } from "../util/fan-out.ts";
import { RecentChanges } from "./recent-changes.ts";
import { topicKey } from "./topics.ts";

/** Milliseconds in which changes become one: a handler invalidates several tags, one after the other. */
const GATHER_MILLISECONDS = 10;
/** Milliseconds within which all tabs of a change refresh: one for each of them, within limits. */
const LONGEST_SPREAD = 10_000;
const HEARTBEAT_SECONDS = 25;
/** Bytes that a tab may leave unread: a hundred changes. */
const MAXIMUM_UNREAD = 4096;

/** The tabs of live pages that are connected to this process, and what has changed. */
class LiveHub {
  readonly #streams = new Map<string, Set<OutgoingEvents>>();
  readonly #fanOut = new FanOut();
  /** Topics whose tabs are about to be told; `all` stands for every topic. */
  #pending: Set<string> | "all" | undefined;
  #changes: RecentChanges | undefined;
  #size = 0;

  /** How many tabs are connected. */
  get size(): number {
    return this.#size;
  }

  /** Begins to listen for changes: with the first page that is live, so that no change after it is missed. */
  listen(): void {
    if (this.#changes) return;
    const changes = new RecentChanges(performance.now());
    this.#changes = changes;
    processBus.subscribe(INVALIDATIONS, (data) => {
      const what = parseInvalidation(data);
      this.#change(changes, what && topicKey(what));
    });
    processBus.onGap(() => this.#change(changes, undefined));
  }

  /**
   * The stream of a tab.
   *
   * @param keys the topics of its page
   * @param since when its page was requested, on the clock of `performance.now()`
   * @param onEnd called once
   */
  open(keys: readonly string[], since: number, onEnd: () => void): OutgoingEvents {
    this.listen();
    const isOutdated = this.#changes?.hasChanged(keys, since) ?? true;
    const events = new OutgoingEvents({
      heartbeat: HEARTBEAT_SECONDS,
      maximumUnread: MAXIMUM_UNREAD,
      begin: isOutdated ? changeEvent(this.#size) : COMMENT,
      onEnd: () => {
        this.#size -= 1;
        for (const key of keys) this.#remove(key, events);
        onEnd();
      },
    });
    this.#size += 1;
    for (const key of keys) this.#streams.set(key, (this.#streams.get(key) ?? new Set()).add(events));
    return events;
  }

  #remove(key: string, events: OutgoingEvents): void {
    const streams = this.#streams.get(key);
    streams?.delete(events);
    if (streams?.size === 0) this.#streams.delete(key);
  }

  /** @param key `undefined` for everything */
  #change(changes: RecentChanges, key: string | undefined): void {
    if (key === undefined) changes.addAll(performance.now());
    else changes.add(key, performance.now());
    if (key !== undefined && !this.#streams.has(key)) return;
    if (this.#pending === undefined) setTimeout(() => this.#tell(), GATHER_MILLISECONDS);
    if (key === undefined) this.#pending = "all";
    else if (this.#pending !== "all") this.#pending = (this.#pending ?? new Set()).add(key);
  }

  #tell(): void {
    const pending = this.#pending ?? [];
    this.#pending = undefined;
    const told = new Set<OutgoingEvents>();
    for (const key of pending === "all" ? this.#streams.keys() : pending) {
      for (const events of this.#streams.get(key) ?? []) told.add(events);
    }
    const bytes = changeEvent(told.size);
    this.#fanOut.each(told, (events) => events.send(bytes));
  }
}

/** Says that something has changed, and within how many milliseconds to refresh: at a random time of them. */
function changeEvent(tabs: number): Uint8Array {
  return new TextEncoder().encode(`data: ${Math.min(Math.max(tabs - 1, 0), LONGEST_SPREAD)}\n\n`);
}

export const liveHub = new LiveHub();
