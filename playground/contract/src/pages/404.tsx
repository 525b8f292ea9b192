import type { ErrorPageProps } from "@bunsen/runtime";
import { Counter } from "../components/counter";

export const meta = { title: "Nothing here" };

export default function NotFound({ children, error, url }: ErrorPageProps) {
  return (
    <main data-error-page="404">
      <h1>{error.status}</h1>
      <p id="message">{children}</p>
      <p id="pathname">{url.pathname}</p>
      <Counter />
    </main>
  );
}
