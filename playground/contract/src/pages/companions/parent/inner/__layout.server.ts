import type { PageServer } from "@bunsen/runtime";

/** A layout's companion needs no layout component. */
export const server: PageServer = async (ctx) => {
  const { outer } = await ctx.parent();
  return {
    props: { inner: `after ${outer}`, level: "inner" },
    responseOptions: { headers: { "x-inner": "yes" } },
  };
};
