type Link = HTMLAnchorElement | HTMLAreaElement;

/** Requests the pages of links that are in the viewport, one after the other. */
export class VisibleLinks {
  readonly #request: (link: Link) => Promise<unknown> | undefined;
  readonly #queue = new Set<Link>();
  #isBusy = false;
  #observer: IntersectionObserver | undefined;

  constructor(request: (link: Link) => Promise<unknown> | undefined) {
    this.#request = request;
  }

  /** Watches these links, and no others. */
  watch(links: readonly Link[]): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#queue.clear();
    if (links.length === 0) return;
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.#queue.add(target as Link);
        else this.#queue.delete(target as Link);
      }
      this.#work();
    });
    for (const link of links) this.#observer.observe(link);
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (const link of this.#queue) {
      this.#queue.delete(link);
      this.#observer?.unobserve(link);
      await this.#request(link);
    }
    this.#isBusy = false;
  }
}
