import type { ErrorPageProps } from "@bunsen/runtime";

export default function Refused({ children, error }: ErrorPageProps) {
  return (
    <main data-error-page="guards/inner/404">
      <h1>{error.status}</h1>
      <p id="message">{children}</p>
    </main>
  );
}
