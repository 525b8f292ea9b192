import { type ReactNode, useEffect, useId, useState } from "react";

/** Shows the id that the server made, and the one that the browser made once it has. */
export function Identified({ children }: { children?: ReactNode }) {
  const id = useId();
  const [inBrowser, setInBrowser] = useState("");
  useEffect(() => setInBrowser(id), [id]);
  return (
    <div id={id} data-identified={inBrowser}>
      {children}
    </div>
  );
}
