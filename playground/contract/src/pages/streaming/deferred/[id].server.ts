import type { PageServer } from "@bunsen/runtime";
import { whenOpen } from "../../../gates";
import { SECRET } from "../../../secret";

/** What a gate leads to, by how its name begins. */
async function loaded(id: string) {
  await whenOpen(`deferred-${id}`);
  if (id.startsWith("rejected")) throw new Error(`${SECRET} ${id}`);
  return { text: `<b> of ${id}`, when: new Date(7), ...(id.startsWith("unsendable") && { save: () => 1 }) };
}

export default (({ params: { id } }) => ({
  props: { now: `of ${id}`, later: loaded(id), unused: Promise.resolve("nobody reads it") },
})) satisfies PageServer<"/streaming/deferred/[id]">;
