import type { PageServer } from "@bunsen/runtime";
import { note } from "../../../notes.server";

export default (({ params }) =>
  note(params.id, "started")) satisfies PageServer<"/scripts/none-streamed/[id]">;
