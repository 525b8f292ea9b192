/** When and by whom a page was printed: on a kept page this stays as it was. */
export interface Printed {
  /** Milliseconds since 1970. */
  at: number;
  /** The process. */
  press: number;
}

export function printed(): Printed {
  return { at: Date.now(), press: process.pid };
}
