/** Throws on the server; the browser can render it. */
export function BreaksOnServer({ message }: { message: string }) {
  if (typeof document === "undefined") throw new Error(message);
  return <p id="retried">rendered by the browser</p>;
}
