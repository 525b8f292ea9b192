import type { PageServer } from "@bunsen/runtime";

export default (async ({ parent: above }) => {
  const [parent, again] = await Promise.all([above(), above()]);
  return {
    props: { parent, once: parent === again, level: "page" },
    responseOptions: { headers: { "x-page": "yes" } },
  };
}) satisfies PageServer;
