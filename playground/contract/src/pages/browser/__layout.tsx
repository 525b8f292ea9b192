import type { LayoutProps } from "@bunsen/runtime";
import { useState } from "react";

/** Has state that an error below it must not take away; `?layout=throws` breaks it, in the browser only. */
export default function BrowserLayout({ children, query }: LayoutProps) {
  const [count, setCount] = useState(0);
  if (query.layout === "throws" && typeof document !== "undefined") throw new Error("secret of the layout");
  return (
    <div data-wrapper="browser">
      <button type="button" id="count" onClick={() => setCount(count + 1)}>
        {count}
      </button>
      {children}
    </div>
  );
}
