/** What can be said of a thrown value, which may be anything: never throws. */
export function thrownText(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message : `Thrown value: ${String(thrown)}`;
  } catch {
    return "Thrown value: an object that has no text";
  }
}
