import type { Jsonified } from "../api/json-types.ts";
import { processBus } from "../bus/process-bus.ts";
import { liveErrors } from "../diagnostics/live-errors.ts";
import { jsonText } from "../endpoint/json-text.ts";
import { FanOut } from "../util/fan-out.ts";
import { Subscription } from "./subscription.ts";

/** Carries values from those who publish them to those who subscribe. See {@link channel}. */
export interface Channel<Value> {
  readonly name: string;
  /**
   * Sends a value to all subscribers, in this process at once, and in others soon. Nothing is stored: those who subscribe later do
   * not get it, and a process that cannot be reached meanwhile misses it.
   *
   * @throws {BunsenError} CHANNEL_VALUE for what JSON cannot represent
   */
  publish(value: Value): void;
  /**
   * Begins to receive, with the call. The values are as JSON makes them (a `Date` is a string), frozen, and the same for all
   * subscribers of a process. `break`, `return()` and the `signal` end the subscription. A subscriber that falls behind by 1,000
   * values, or by 1,000,000 characters of JSON, gets no more: its iteration throws CHANNEL_OVERFLOW.
   *
   * @param options `signal`: ends the subscription when it aborts
   */
  subscribe(options?: { signal?: AbortSignal }): AsyncIterableIterator<Jsonified<Value>>;
}

/** The subscribers of a channel in this process. */
class Topic {
  readonly #subscribers = new Set<Subscription>();
  readonly #fanOut = new FanOut();
  #leave: (() => void) | undefined;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  add(): Subscription {
    const subscription = new Subscription(this.#name, () => this.#delete(subscription));
    this.#subscribers.add(subscription);
    this.#leave ??= processBus.subscribe(busTopic(this.#name), (text) => this.#receive(text));
    return subscription;
  }

  #delete(subscription: Subscription): void {
    this.#subscribers.delete(subscription);
    if (this.#subscribers.size > 0) return;
    this.#leave?.();
    this.#leave = undefined;
    topics.delete(this.#name);
  }

  #receive(text: string): void {
    const value: unknown = deepFreeze(JSON.parse(text));
    if (typeof value === "object" && value !== null) channelValues.add(value);
    this.#fanOut.each(this.#subscribers, (subscription) => subscription.push(value, text.length));
  }
}

/** Objects that came by a channel, in which nothing can change. */
const channelValues = new WeakSet<object>();

export function isChannelValue(value: object): boolean {
  return channelValues.has(value);
}

/** Of this process: modules that are evaluated again after an edit in development find the same subscribers. */
const topics = new Map<string, Topic>();

/**
 * A channel, by its name: all channels of one name are the same, in every module, in every worker and, where `REDIS_URL` is
 * set or Redis is the cache's store, in every instance.
 *
 * @param name any text that is not empty
 * @throws {BunsenError} CHANNEL_NAME
 */
export function channel<Value = unknown>(name: string): Channel<Value> {
  if (typeof name !== "string" || name === "") throw liveErrors.channelName();
  return {
    name,
    publish(value) {
      const refuse = (what: string) => liveErrors.channelValue(name, what);
      if (value === undefined) throw refuse("undefined");
      processBus.publish(busTopic(name), jsonText(value, refuse));
    },
    subscribe({ signal } = {}) {
      signal?.throwIfAborted();
      const topic = topics.get(name) ?? new Topic(name);
      topics.set(name, topic);
      const subscription = topic.add();
      subscription.endWith(signal);
      return subscription as AsyncIterableIterator<Jsonified<Value>>;
    },
  };
}

function busTopic(name: string): string {
  return `channel:${name}`;
}

/** Several subscribers get the same value: what one does with it must not change what another one sees. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
