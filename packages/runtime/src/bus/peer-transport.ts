import type { Peers } from "../contract/peers.ts";
import type { BusReceiver, BusTransport } from "./bus.ts";

/** Carries messages to the other workers of this server. Nothing is lost on the way: each has a pipe to the supervisor. */
export class PeerTransport implements BusTransport {
  readonly #peers: Peers;

  constructor(peers: Peers) {
    this.#peers = peers;
  }

  open(receiver: BusReceiver): void {
    this.#peers.onPublished((topic, data) => receiver.deliver(topic, data));
  }

  send(topic: string, data: string): void {
    this.#peers.publish(topic, data);
  }

  close(): void {
    // The pipe is the process's, not the transport's.
  }
}
