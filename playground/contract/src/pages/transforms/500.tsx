import type { ErrorPageProps } from "@bunsen/runtime";

export const config = { renderTimeout: 0.5 };

export default function Failed({ children, error }: ErrorPageProps) {
  return (
    <main data-error-page="transforms/500">
      <h1>{error.status}</h1>
      <p id="message">{children}</p>
    </main>
  );
}
