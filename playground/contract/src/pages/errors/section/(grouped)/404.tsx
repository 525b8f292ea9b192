import type { ErrorPageProps } from "@bunsen/runtime";

export default function GroupedNotFound({ children, error }: ErrorPageProps) {
  return (
    <main data-error-page="section/(grouped)/404">
      <h1>{error.status}</h1>
      <p id="message">{children}</p>
      <p id="request">{error.requestId}</p>
    </main>
  );
}
