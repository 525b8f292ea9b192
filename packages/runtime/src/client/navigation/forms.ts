// A separate file: pages without forms do not load it.

import { RELOADS } from "./eligible.ts";
import { Left, leave, showAddress } from "./leave.ts";
import type { NextPage } from "./load.ts";
import { clearNotSent, tellNotSent } from "./not-sent.ts";
import { openFile, writeDocument } from "./other-response.ts";
import type { Place } from "./place.ts";
import { changeStatus, IDLE } from "./status.ts";
import { Submissions } from "./submissions.ts";
import { bodyOf, formOf } from "./submitted-form.ts";

/** The page to show; HTML that is no page of this build; a file; `undefined` if the form was not sent, or there is nothing to show. */
type Result = NextPage | string | Response | undefined;

/** Sends forms to the server functions of pages, and shows the pages that come back in place. */
export class Forms {
  readonly #place: Place;
  readonly #show: (next: NextPage) => Promise<void>;
  readonly #submissions = new Submissions();

  /** @param show shows a page, and tells of it */
  constructor(place: Place, show: (next: NextPage) => Promise<void>) {
    this.#place = place;
    this.#show = show;
    // Another document that takes the place of this one has none of these listeners.
    document.addEventListener("submit", (event) => this.#onSubmit(event));
  }

  /** Ignores a form that is submitted again before its first response, as by a double click. */
  #onSubmit(event: Event): void {
    if (this.#submissions.isSending(event.target)) event.preventDefault();
  }

  /** @returns whether the form is sent from here; otherwise the browser sends it */
  submit(event: NavigateEvent, formData: FormData): boolean {
    const { destination, signal, sourceElement } = event;
    const form = formOf(sourceElement);
    const body = bodyOf(formData, sourceElement);
    if (!body || form?.closest(RELOADS)) return false;
    clearNotSent();
    let next: Result;
    let isDone = false;
    const requestedAt = performance.now();
    event.intercept({
      // A page that shows what is wrong with the form keeps what was typed, the focus and the scroll position.
      focusReset: "manual",
      scroll: "manual",
      precommitHandler: async (controller) => {
        try {
          const use = (response: Response) => {
            isDone = response.redirected;
            return this.#use(response, requestedAt, event);
          };
          next = await this.#submissions.send(destination.url, body, form, use);
        } catch (error) {
          if (signal.aborted || error instanceof Left) throw error;
          tellNotSent(error);
        }
        // This page stays: an end that leaves no trace in the history.
        if (!next || next instanceof Response) controller.redirect(location.href, { history: "replace" });
        else if (typeof next === "object") showAddress(next, event, controller);
      },
      handler: async () => {
        if (typeof next === "string") return writeDocument(next);
        if (!next || next instanceof Response) {
          changeStatus(IDLE);
          if (next) await openFile(next);
          return;
        }
        const { page } = this.#place.hydrated;
        await this.#show(next);
        // As in a new document: a second click there is meant.
        if (isDone) form?.reset();
        if (next.page !== page) begin(event);
      },
    });
    return true;
  }

  async #use(response: Response, requestedAt: number, event: NavigateEvent): Promise<Result> {
    const page = await this.#place.read(response, requestedAt);
    event.signal.throwIfAborted();
    if (typeof page === "object") return page;
    if (response.redirected) leave(response.url, event);
    return page ?? (response.status === 204 ? undefined : response);
  }
}

/** At the top of another page, as the browser does after other navigations. */
function begin(event: NavigateEvent): void {
  event.scroll();
  const { activeElement, body } = document;
  // Otherwise, a component has set the focus.
  if (activeElement === body) document.querySelector<HTMLElement>("[autofocus]")?.focus();
}
