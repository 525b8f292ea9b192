import { errors } from "../diagnostics/errors.ts";
import { HttpError } from "../diagnostics/http-errors.ts";
import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import { errorInfo } from "../request/failure.ts";
import { reportError } from "../request/user-hooks.ts";
import { encodeDeferred } from "./data-encode.ts";
import { UnsendableValueError } from "./data-unsendable.ts";
import { type DeferredProp, DeferredProps, deferredNames } from "./deferred.ts";
import type { Late } from "./late.ts";
import type { PageData } from "./levels.ts";
import { isForAll, type PageRender } from "./page-render.ts";

/** The promises among the props of a page; `undefined` if there are none. */
export function deferProps(render: PageRender, { props }: PageData): DeferredProps | undefined {
  const names = deferredNames(props);
  if (names.length === 0) return undefined;
  // There, the first rejection is an error of the page.
  const onFailure = isForAll(render) ? () => undefined : logRejection.bind(undefined, render);
  return new DeferredProps(props, names, onFailure);
}

/** As in the rest of a page: an `HttpError` is meant, and nobody is to blame for a visitor who left. */
function logRejection({ page, context }: PageRender, reason: unknown, names: readonly string[]): void {
  if (reason instanceof HttpError || context.abortScope.clientLeft) return;
  logError(logEvents.deferredFailed(page.route.id, names.join(", ")), {
    request: context.requestId,
    ...errorFields(reason),
  });
  reportError(reason, context);
}

/** The values of deferred props as they settle, each in an inert data block of its own. */
export class DeferredBlocks implements Pick<Late, "ended" | "ready" | "take"> {
  readonly #deferred: DeferredProps;
  readonly #render: PageRender;

  constructor(deferred: DeferredProps, render: PageRender) {
    this.#deferred = deferred;
    this.#render = render;
  }

  get ended(): boolean {
    return this.#deferred.ended;
  }

  ready(): Promise<void> {
    return this.#deferred.ready();
  }

  take(): string {
    return this.#deferred
      .take()
      .map((prop) => this.#block(prop))
      .join("");
  }

  /** The comment tells the browser that the block is complete. */
  #block(prop: DeferredProp): string {
    return `<script type="application/json" data-deferred="${prop.index}">${this.#encode(prop)}</script><!---->`;
  }

  #encode({ name, outcome }: DeferredProp): string {
    if (outcome?.status === "fulfilled") {
      try {
        return encodeDeferred({ props: { [name]: outcome.value } });
      } catch (failure) {
        return this.#encodeError(this.#unsendable(name, failure));
      }
    }
    return this.#encodeError(outcome?.reason);
  }

  #unsendable(name: string, failure: unknown): unknown {
    const { page } = this.#render;
    const error =
      failure instanceof UnsendableValueError ? errors.unsendable(page.route.file, failure.message) : failure;
    logRejection(this.#render, error, [name]);
    return error;
  }

  #encodeError(reason: unknown): string {
    const { context, pages } = this.#render;
    const { message } = errorInfo(reason, context, pages.development !== undefined);
    return encodeDeferred({ error: message });
  }
}
