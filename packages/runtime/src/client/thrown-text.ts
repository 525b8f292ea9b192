/** The message of a thrown value of any type. Never throws. */
export function thrownText(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message : `Thrown value: ${String(thrown)}`;
  } catch {
    return "Thrown value: an object that cannot be converted to a string";
  }
}
