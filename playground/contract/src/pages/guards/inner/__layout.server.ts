import type { PageServer } from "@bunsen/runtime";
import { noteFor, turn } from "../../../guards.server";

export default (async (ctx) => {
  noteFor(ctx, "inner");
  await turn();
  noteFor(ctx, "inner passes");
  return { props: { inner: "inner-props" } };
}) satisfies PageServer;
