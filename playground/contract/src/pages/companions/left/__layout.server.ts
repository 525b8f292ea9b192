import { httpError, type PageServer } from "@bunsen/runtime";

/** With `?above`, a level above that fails while nobody below waits for it. */
export default (async ({ query }) => {
  if (query.above === undefined) return { props: { outer: "from above" } };
  await Bun.sleep(5);
  return httpError(403, "Refused above");
}) satisfies PageServer;
