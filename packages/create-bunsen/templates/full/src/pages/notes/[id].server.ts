import { notFound, type PageServer } from "@bunsen/runtime";
import { findNote } from "../../notes/database.server";

export default (({ params }) => {
  const note = findNote(Number(params.id)) ?? notFound("There is no such note.");
  return { props: { note, renderedAt: new Date() } };
}) satisfies PageServer<"/notes/[id]">;
