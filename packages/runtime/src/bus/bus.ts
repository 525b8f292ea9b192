/** Gets what was published under a topic. */
export type BusListener = (data: string) => void;

/** Messages of an app: to listeners in this process and, where something connects them, in other processes. */
export interface Bus {
  /**
   * Calls the listeners of a topic: those of this process before it returns, those of other processes soon. A message is
   * delivered at most once, and not to processes that cannot be reached meanwhile. Never throws.
   */
  publish(topic: string, data: string): void;
  /** @returns ends the subscription */
  subscribe(topic: string, listener: BusListener): () => void;
  /**
   * Calls a listener whenever messages of other processes may have been lost.
   *
   * @returns ends the subscription
   */
  onGap(listener: () => void): () => void;
  /** Ends the connection to other processes. Publishing goes on within this process. */
  close(): void;
}

/** What hears from a transport. */
export interface BusReceiver {
  /** A message that another process published. */
  deliver(topic: string, data: string): void;
  /** Messages of other processes may have been lost. */
  missed(): void;
}

/** Carries messages to the other processes of an app, and theirs to this one. */
export interface BusTransport {
  /** Called once, before anything is sent. May connect later: what is sent meanwhile waits, within limits. */
  open(receiver: BusReceiver): void;
  /** Sends to all other processes, in order. What cannot be sent is lost, and the others are told later that something was. */
  send(topic: string, data: string): void;
  close(): void;
}
