import { httpError, type PageServer, redirect } from "@bunsen/runtime";
import { addNote, latestNotes } from "../../notes/database.server";
import { problemOf, readDraft } from "../../notes/draft.server";

export default (async ({ req, body, cookies, locals }) => {
  if (req.method !== "POST") {
    const draft = { author: String(locals.author), text: "" };
    return { props: { notes: latestNotes(), draft, problem: "" } };
  }
  const form = await body;
  if (!(form instanceof FormData)) httpError(415, "Please send the form of this page.");
  const draft = readDraft(form);
  const problem = problemOf(draft);
  if (problem !== "") {
    return { props: { notes: latestNotes(), draft, problem }, responseOptions: { status: 422 } };
  }
  addNote(draft.author, draft.text);
  cookies.set("author", draft.author);
  // 303 makes the browser load the page with GET, so a reload does not send the form again.
  redirect("/notes", 303);
}) satisfies PageServer<"/notes">;
