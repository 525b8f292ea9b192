/** A message as it is shown: with its code, by which `docs/errors.md` says more. */
export function coded(code: string, message: string): string {
  return `${message} [${code}]`;
}

/** A mistake that the user can mend: the message is all there is to say, so it carries no stack. */
export class BunsenPluginError extends Error {
  readonly #code: string;
  /** @param shown the message with the code, where that does not stand at its end */
  constructor(code: string, message: string, shown = coded(code, message)) {
    super(shown);
    this.name = "Bunsen";
    this.#code = code;
    this.stack = "";
  }

  /** Not a field: whoever prints the error would print it beside the message, which ends with it. */
  get code(): string {
    return this.#code;
  }
}
