import type { PathFault } from "./path.ts";
import type { RequestTarget } from "./target.ts";

/** Most sites have fewer URLs that are asked for again and again. */
const MOST = 500;

/** Characters of a URL that is worth keeping: what is longer was made for one visitor. */
const LONGEST = 200;

type ReadTarget = (url: string, publicOrigin: string | undefined) => RequestTarget | PathFault | undefined;

interface Known {
  publicOrigin: string | undefined;
  target: RequestTarget;
}

/**
 * Remembers where URLs without a search lead, so that they are not taken apart again: about a microsecond of the five that
 * a small answer takes.
 */
export class TargetCache {
  readonly #read: ReadTarget;
  readonly #known = new Map<string, Known>();

  /** @param read tells the same of the same arguments each time */
  constructor(read: ReadTarget) {
    this.#read = read;
  }

  /**
   * @param url `Request.url`
   * @param publicOrigin replaces the one in `url`
   */
  of(url: string, publicOrigin: string | undefined): RequestTarget | PathFault | undefined {
    const known = this.#known.get(url);
    if (known !== undefined && known.publicOrigin === publicOrigin) return known.target;
    const target = this.#read(url, publicOrigin);
    if (target !== undefined && !("reason" in target) && target.search === "" && url.length <= LONGEST) {
      if (this.#known.size >= MOST) this.#known.clear();
      this.#known.set(url, { publicOrigin, target });
    }
    return target;
  }
}
