import { type FieldTexts, httpError, type PageServer, type RouteContext, validate } from "@bunsen/runtime";
import { addEntry, countEntries, findEntry, latestEntries } from "../guest-book/database.server";
import { type Draft, type DraftErrors, EMPTY_DRAFT, type Entry } from "../guest-book/entry";
import { Signature } from "../guest-book/validate.server";

export interface GuestBookProps {
  entries: Entry[];
  count: number;
  draft: Draft;
  errors: DraftErrors;
  /** The entry that this visitor has just made. */
  signed: Entry | undefined;
}

const SHOWN = 60;

/** Names the entry that the next request thanks for. */
const FLASH = "signed";

export default (async (ctx) => {
  if (ctx.req.method !== "POST") return { props: bookProps({ signed: takeFlash(ctx) }) };
  const form = await validate(Signature, await postedForm(ctx));
  if (!form.ok) {
    return {
      props: bookProps({ draft: draftOf(form.values), errors: form.errors }),
      responseOptions: { status: 422 },
    };
  }
  ctx.cookies.set(FLASH, String(addEntry(form.data)), { maxAge: 60 });
  // 303: the browser goes on with GET, so that a reload does not send the form again.
  return { redirect: { destination: "/", status_code: 303 } };
}) satisfies PageServer<"/", GuestBookProps>;

function bookProps(own: Partial<GuestBookProps>): GuestBookProps {
  return {
    entries: latestEntries(SHOWN),
    count: countEntries(),
    draft: EMPTY_DRAFT,
    errors: {},
    signed: undefined,
    ...own,
  };
}

/** What was typed. A field that was sent twice is nobody's who used the form. */
function draftOf(values: FieldTexts<Draft>): Draft {
  const text = (field: keyof Draft) => String(values[field] ?? "");
  return { name: text("name"), place: text("place"), message: text("message"), hue: text("hue") };
}

async function postedForm(ctx: RouteContext): Promise<FormData> {
  const body = await ctx.body;
  return body instanceof FormData ? body : httpError(415, "Please send the form of this page.");
}

/** Reads the message for one request, and sees to it that the next one has none. */
function takeFlash(ctx: RouteContext): Entry | undefined {
  const id = ctx.cookies.get(FLASH);
  if (id === null || id === undefined) return undefined;
  ctx.cookies.delete(FLASH);
  return findEntry(Number(id));
}
