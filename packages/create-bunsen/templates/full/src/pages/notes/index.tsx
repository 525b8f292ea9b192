import type { PageMeta, PageProps } from "@bunsen/runtime";
import { NoteCard } from "../../components/note-card";
import { LONGEST_AUTHOR, LONGEST_TEXT } from "../../notes/note";

export const meta = { title: "All notes" } satisfies PageMeta;

// A form needs no JavaScript, so this page ships none.
export const config = { hydrate: false };

export default function Notes({ props }: PageProps<"/notes">) {
  const { notes, values, errors } = props;
  return (
    <>
      <form method="post" className="card flex flex-col items-start gap-4">
        <label className="w-full">
          <span className="mb-1 block text-sm font-medium">Name</span>
          <input
            name="author"
            defaultValue={values.author}
            maxLength={LONGEST_AUTHOR}
            autoComplete="name"
            className="field"
          />
        </label>
        <label className="w-full">
          <span className="mb-1 block text-sm font-medium">Note</span>
          <textarea
            name="text"
            defaultValue={values.text}
            maxLength={LONGEST_TEXT}
            rows={3}
            className="field"
          />
        </label>
        {(errors.author ?? errors.text) && (
          <p role="alert" className="text-red-700 dark:text-red-400">
            {errors.author ?? errors.text}
          </p>
        )}
        <button type="submit" className="button">
          Add the note
        </button>
      </form>
      {notes.map((note) => (
        <NoteCard key={note.id} note={note} />
      ))}
    </>
  );
}
