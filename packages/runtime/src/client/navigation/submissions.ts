/** Sends forms: each once, and one after the other, so that the page that is shown knows what all of them have changed. */
export class Submissions {
  readonly #forms = new Set<HTMLFormElement>();
  #last: Promise<unknown> = Promise.resolve();

  /** Whether a form was sent, and its response is not shown yet. */
  isSending(form: EventTarget | null): boolean {
    return form instanceof HTMLFormElement && this.#forms.has(form);
  }

  /**
   * Sends a form. A later navigation does not cancel it, because the server may have begun to act on it.
   *
   * @param form `undefined` if a script submits what is in no form
   * @param use what to do with the response; until that is done, the form is not sent again
   */
  async send<Result>(
    url: string,
    body: FormData | URLSearchParams,
    form: HTMLFormElement | undefined,
    use: (response: Response) => Promise<Result>,
  ): Promise<Result> {
    if (form) this.#forms.add(form);
    const post = () =>
      fetch(url, { method: "POST", body, headers: { accept: "text/html" }, mode: "same-origin" });
    const sending = this.#last.then(post, post);
    this.#last = sending;
    try {
      return await use(await sending);
    } finally {
      if (form) this.#forms.delete(form);
    }
  }
}
