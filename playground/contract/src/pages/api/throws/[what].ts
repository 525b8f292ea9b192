import type { ApiHandler } from "@bunsen/runtime";
import { throwWhat } from "../../../throw.server";

export const GET: ApiHandler<"/api/throws/[what]"> = ({ params, cookies }) => {
  cookies.set("tried", params.what);
  throwWhat(params.what);
};
