import type { Invalidation } from "../api/cache-store.ts";
import type { Peers } from "../contract/peers.ts";
import { isInvalidation } from "./model/invalidation-name.ts";

const QUESTION = "invalidate";

/** Milliseconds that the other workers have to drop what they hold in memory. */
const ANSWER_MILLISECONDS = 1000;

/** Tells the other workers what is invalid, and hears it from them. */
export class PeerInvalidations {
  readonly #peers: Peers;

  /** @param forget drops what is in the memory of this process */
  constructor(peers: Peers, forget: (what: Invalidation) => void) {
    this.#peers = peers;
    peers.answer(QUESTION, (data) => {
      const what: unknown = JSON.parse(data);
      forget(isInvalidation(what) ? what : { kind: "all" });
      return "";
    });
  }

  /** Resolves when all have dropped it, or after a second. */
  async tell(what: Invalidation): Promise<void> {
    const data = JSON.stringify(what);
    await this.#peers.ask({
      question: QUESTION,
      data,
      milliseconds: ANSWER_MILLISECONDS,
      withReplaced: true,
    });
  }
}
