import type { ReactNode } from "react";

/** A page with little to say: an error, and the way back. */
export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-xl px-4 py-24 sm:px-8">
      <h1 className="font-display text-5xl tracking-tight">{title}</h1>
      <div className="mt-4 text-lg text-muted">{children}</div>
      <a
        href="/"
        className="mt-8 inline-block rounded-lg text-accent underline decoration-1 underline-offset-4 hover:text-ink"
      >
        Back to the guest book
      </a>
    </div>
  );
}
