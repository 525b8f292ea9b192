import { type PageServer, redirect, validate } from "@bunsen/runtime";
import { addNote, latestNotes } from "../../notes/database.server";
import { Draft } from "../../notes/draft.server";

export default (async ({ req, body, cookies, locals }) => {
  const form = req.method === "POST" ? await validate(Draft, await body) : undefined;
  if (form?.ok) {
    addNote(form.data.author, form.data.text);
    cookies.set("author", form.data.author);
    // 303 makes the browser load the page with GET, so a reload does not send the form again.
    redirect("/notes", 303);
  }
  return {
    props: {
      notes: latestNotes(),
      values: form?.values ?? { author: String(locals.author) },
      errors: form?.errors ?? {},
    },
    responseOptions: { status: form ? 422 : 200 },
  };
}) satisfies PageServer<"/notes">;
