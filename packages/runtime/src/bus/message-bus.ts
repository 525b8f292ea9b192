import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import type { Bus, BusListener, BusReceiver, BusTransport } from "./bus.ts";

/** Delivers within this process, and hands messages to a transport if there is one. */
export class MessageBus implements Bus, BusReceiver {
  readonly #listeners = new Map<string, Set<BusListener>>();
  readonly #gapListeners = new Set<() => void>();
  #transport: BusTransport | undefined;
  #name: string | undefined;
  #isOpen = false;

  /**
   * From now on messages travel by another transport, which is opened when it is first needed. The one before it is closed.
   *
   * @param name of the transport: nothing happens if it is the current one's, as after an edit in development
   */
  connect(name: string, create: () => BusTransport): void {
    if (name === this.#name) return;
    this.close();
    this.#name = name;
    this.#transport = create();
    if (this.#listeners.size > 0) this.#open();
  }

  publish(topic: string, data: string): void {
    this.deliver(topic, data);
    this.#open()?.send(topic, data);
  }

  subscribe(topic: string, listener: BusListener): () => void {
    this.#open();
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) this.#listeners.delete(topic);
    };
  }

  onGap(listener: () => void): () => void {
    this.#gapListeners.add(listener);
    return () => void this.#gapListeners.delete(listener);
  }

  deliver(topic: string, data: string): void {
    const listeners = this.#listeners.get(topic);
    if (!listeners) return;
    // Those that a listener adds are for the next message.
    for (const listener of [...listeners]) attempt(() => listener(data));
  }

  missed(): void {
    for (const listener of [...this.#gapListeners]) attempt(listener);
  }

  close(): void {
    if (this.#isOpen) this.#transport?.close();
    this.#transport = undefined;
    this.#name = undefined;
    this.#isOpen = false;
  }

  #open(): BusTransport | undefined {
    if (this.#transport && !this.#isOpen) {
      this.#isOpen = true;
      this.#transport.open(this);
    }
    return this.#transport;
  }
}

/** One listener that fails keeps no other from being called. */
function attempt(call: () => void): void {
  try {
    call();
  } catch (error) {
    logError(logEvents.busListenerFailed(), errorFields(error));
  }
}
