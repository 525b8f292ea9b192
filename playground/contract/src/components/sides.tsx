import { useEffect, useState } from "react";

/** Shows a value as the server had it, and, once hydrated, as the browser has it. */
export function Sides({ value }: { value: unknown }) {
  const [inBrowser, setInBrowser] = useState("");
  const text = JSON.stringify(value);
  useEffect(() => setInBrowser(text), [text]);
  return (
    <>
      <pre id="shown">{text}</pre>
      <pre id="in-browser">{inBrowser}</pre>
    </>
  );
}
