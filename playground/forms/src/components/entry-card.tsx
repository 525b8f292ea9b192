import type { Draft, Entry } from "../guest-book/entry";

/** One locale and one time zone, so that server and browser write the same. */
const DATE = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** What somebody wrote. */
export function EntryCard({ entry, isNew }: { entry: Entry; isNew: boolean }) {
  return (
    <article
      id={`entry-${entry.id}`}
      data-hue={entry.hue}
      className={`rounded-xl border border-card-line bg-card p-5 ${isNew ? "arrives ring-2 ring-accent ring-offset-2 ring-offset-paper" : ""}`}
    >
      <CardText {...entry} />
      <time dateTime={entry.signedAt.toISOString()} className="mt-1 block text-card-ink text-sm">
        {DATE.format(entry.signedAt)}
      </time>
    </article>
  );
}

/** How the card will look, while it is being written. */
export function CardPreview({ draft }: { draft: Draft }) {
  return (
    <div
      data-hue={draft.hue}
      aria-hidden="true"
      className="rounded-xl border border-card-line border-dashed bg-card p-5"
    >
      <CardText
        name={draft.name || "Your name"}
        place={draft.place}
        message={draft.message || "Your words"}
      />
    </div>
  );
}

function CardText({ name, place, message }: Pick<Draft, "name" | "place" | "message">) {
  return (
    <>
      <p className="wrap-anywhere whitespace-pre-line font-display text-lg leading-snug">{message}</p>
      <p className="wrap-anywhere mt-4 font-medium text-card-ink">
        {name}
        {place && <span className="font-normal">, {place}</span>}
      </p>
    </>
  );
}
