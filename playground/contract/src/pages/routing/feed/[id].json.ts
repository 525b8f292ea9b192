import type { ApiHandler } from "@bunsen/runtime";

export const GET: ApiHandler<"/routing/feed/[id].json"> = ({ params }) => ({
  file: "feed/[id].json.ts",
  params,
});
