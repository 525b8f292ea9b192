import type { Entry } from "../guest-book/entry";

/** Thanks a visitor once, after the redirect. */
export function Notice({ entry }: { entry: Entry }) {
  return (
    <p
      role="status"
      data-hue={entry.hue}
      className="mt-6 rounded-lg border border-card-line bg-card px-4 py-3 text-card-ink"
    >
      Thank you, {entry.name}.{" "}
      <a href={`#entry-${entry.id}`} className="underline decoration-1 underline-offset-4 hover:text-ink">
        Your entry is in the book.
      </a>
    </p>
  );
}
