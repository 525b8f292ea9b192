import type { PageMeta } from "@bunsen/runtime";

export const meta: PageMeta<"/streaming/deadline/meta/[id]"> = () => new Promise(() => undefined);

export default function Never() {
  return <p>never shown</p>;
}
