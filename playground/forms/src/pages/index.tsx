import type { PageMeta, PageProps } from "@bunsen/runtime";
import { EntryCard } from "../components/entry-card";
import { EntryForm } from "../components/entry-form";
import { Notice } from "../components/notice";
import type { GuestBookProps } from "./index.server";

export const meta = (({ serverRes }) => ({
  title: Object.keys(serverRes.props.errors).length > 0 ? "Not quite: the guest book" : "The guest book",
  description: "Sign the book: a small form that works with and without JavaScript.",
})) satisfies PageMeta<"/", GuestBookProps>;

export default function GuestBook({ props }: PageProps<"/", GuestBookProps>) {
  const { entries, count, draft, errors, signed } = props;
  return (
    <div className="mx-auto grid max-w-7xl gap-10 px-4 py-8 sm:px-8 lg:grid-cols-[24rem_1fr] lg:gap-14 lg:py-14">
      <div className="lg:sticky lg:top-10 lg:self-start">
        <h1 className="font-display text-5xl tracking-tight sm:text-6xl">Guest book</h1>
        <p className="mt-3 text-lg text-muted">Thank you for coming by. Leave a word before you go.</p>
        {signed && <Notice entry={signed} />}
        <EntryForm draft={draft} errors={errors} />
      </div>
      <section aria-labelledby="entries">
        <h2
          id="entries"
          className="flex items-baseline gap-3 border-line border-b pb-3 font-display text-2xl"
        >
          What others wrote
          <span className="font-sans text-base text-muted">
            {count === 1 ? "1 entry" : `${count} entries`}
          </span>
        </h2>
        <ul className="mt-6 gap-5 sm:columns-2 xl:columns-3">
          {entries.map((entry) => (
            <li key={entry.id} className="mb-5 break-inside-avoid">
              <EntryCard entry={entry} isNew={entry.id === signed?.id} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
