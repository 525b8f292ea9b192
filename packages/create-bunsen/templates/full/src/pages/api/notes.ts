import type { ApiHandler } from "@bunsen/runtime";
import { latestNotes } from "../../notes/database.server";

export const GET: ApiHandler<"/api/notes"> = () => latestNotes();
