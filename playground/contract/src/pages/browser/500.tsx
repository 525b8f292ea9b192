import type { ErrorPageProps } from "@bunsen/runtime";
import "./500.css";

/** `?error-page=throws` breaks it, too. */
export default function BrowserFailed({ children, error, query, url }: ErrorPageProps) {
  if (query["error-page"] === "throws") throw new Error("secret of the error page");
  return (
    <main data-error-page="browser/500">
      <h1>{error.status}</h1>
      <p id="message">{children}</p>
      <p id="pathname">{url.pathname}</p>
    </main>
  );
}
