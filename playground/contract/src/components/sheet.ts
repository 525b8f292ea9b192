import { createContext } from "react";

/** A CSS-in-JS library, as small as can be: the rules of one render. */
export class Sheet {
  readonly #taken = new Set<string>();
  readonly #rules = new Map<string, string>();

  add(name: string, rule: string): void {
    if (!this.#taken.has(name)) this.#rules.set(name, rule);
  }

  /** The rules since the last call. */
  take(): string {
    const rules = [...this.#rules.values()].join("");
    for (const name of this.#rules.keys()) this.#taken.add(name);
    this.#rules.clear();
    return rules;
  }
}

/** The sheet of the render; none in the browser, which has what the server sent. */
export const SheetContext = createContext<Sheet | undefined>(undefined);
