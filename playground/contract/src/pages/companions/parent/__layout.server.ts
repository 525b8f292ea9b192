import type { PageServer } from "@bunsen/runtime";

export default (async (ctx) => ({
  props: { outer: "from outer", level: "outer", outerSaw: await ctx.parent() },
})) satisfies PageServer;
