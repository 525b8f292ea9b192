import type { ErrorPageProps } from "@bunsen/runtime";

export const meta = { title: "Not in this paper" };

export default function NotFound({ children }: ErrorPageProps) {
  return (
    <>
      <h1 className="font-display text-4xl">Not in this paper</h1>
      <p className="mt-2 text-muted">{children}</p>
    </>
  );
}
