import { inspect } from "node:util";
import { withDocEntry } from "./doc-entry.ts";

/** A message with its code, under which `docs/errors.md` explains it. */
export function coded(code: string, message: string): string {
  return `${message} [${code}]`;
}

/** Whether a message has its code: then it says everything. */
export function isCoded(message: string): boolean {
  return /\[[A-Z_]+\]$/.test(message);
}

/** A mistake that the user can fix. It has no stack, because the message says everything. */
export class BunsenPluginError extends Error {
  readonly #code: string;
  /** @param shown the message with its code, if the code is not at the end */
  constructor(code: string, message: string, shown = coded(code, message)) {
    super(shown);
    this.name = "Bunsen";
    this.#code = code;
    this.stack = "";
  }

  /** A getter, because a field would be printed beside the message, which already ends with the code. */
  get code(): string {
    return this.#code;
  }

  /** What `vite build` prints. An error without a stack would be in brackets. */
  [inspect.custom](): string {
    return withDocEntry(this.stack || this.message);
  }
}
