import type { PageMeta } from "@bunsen/runtime";
import { throwWhat } from "../../../throw.server";

export const meta: PageMeta<"/companions/throws-in-meta/[what]"> = async ({ ctx }) =>
  throwWhat(ctx.params.what);

export default function Never() {
  return <p>never shown</p>;
}
