import type { PageServer } from "@bunsen/runtime";
import { latestNotes } from "../notes/database.server";

export default (() => ({
  props: { bunVersion: Bun.version, notes: latestNotes(3) },
})) satisfies PageServer<"/">;
