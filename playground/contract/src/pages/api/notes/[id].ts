import type { ApiHandler } from "@bunsen/runtime";
import { notesOf } from "../../../notes.server";

export const GET: ApiHandler<"/api/notes/[id]"> = ({ params }) => notesOf(params.id);
