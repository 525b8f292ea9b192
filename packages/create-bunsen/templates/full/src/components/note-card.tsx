import { href } from "@bunsen/runtime";
import type { Note } from "../notes/note";

export function NoteCard({ note }: { note: Note }) {
  return (
    <a href={href("/notes/[id]", { id: note.id })} className="card block transition hover:border-blue-500">
      <p className="wrap-break-word whitespace-pre-line">{note.text}</p>
      <p className="quiet mt-3 text-sm">{note.author}</p>
    </a>
  );
}
