import type { PageServer } from "@bunsen/runtime";
import { throwWhat } from "../../../throw.server";

export default (async ({ params, cookies }) => {
  cookies.set("tried", params.what);
  throwWhat(params.what);
}) satisfies PageServer<"/companions/throws/[what]">;
