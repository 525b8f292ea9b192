import type { PageServer } from "@bunsen/runtime";

export default (async (ctx) => {
  const [parent, again] = await Promise.all([ctx.parent(), ctx.parent()]);
  return {
    props: { parent, once: parent === again, level: "page" },
    responseOptions: { headers: { "x-page": "yes" } },
  };
}) satisfies PageServer;
