import { href, type PageProps } from "@bunsen/runtime";
import { Counter } from "../components/counter";
import { NoteCard } from "../components/note-card";

export default function Home({ props }: PageProps<"/">) {
  return (
    <div className="flex flex-col gap-14">
      <section className="flex flex-col items-start gap-6">
        <h1 className="text-5xl font-semibold tracking-tight text-balance sm:text-6xl">Hello from Bunsen</h1>
        <p className="quiet max-w-xl text-lg leading-relaxed text-pretty">
          Bun {props.bunVersion} read the notes below from SQLite and rendered this page. React took over in
          your browser, so the button counts.
        </p>
        <Counter />
      </section>
      <section className="flex flex-col gap-4">
        <h2 className="text-2xl font-semibold tracking-tight">Latest notes</h2>
        {props.notes.map((note) => (
          <NoteCard key={note.id} note={note} />
        ))}
        <p className="quiet">
          {props.notes.length === 0 && "There are none yet. "}
          <a href={href("/notes")} className="link">
            Write a note
          </a>
        </p>
      </section>
    </div>
  );
}
