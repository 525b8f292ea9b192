const notes = new Map<string, string[]>();

/** Keeps what server code wants a spec to know; `GET /api/notes/[id]` reads it. */
export function note(id: string, text: string): void {
  notes.set(id, [...(notes.get(id) ?? []), text]);
}

export function notesOf(id: string): string[] {
  return notes.get(id) ?? [];
}
