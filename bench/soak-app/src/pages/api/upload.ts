import type { ApiHandler } from "@bunsen/runtime";

export const POST: ApiHandler<"/api/upload"> = async ({ req }) => {
  let bytes = 0;
  for await (const chunk of req.body ?? []) bytes += chunk.byteLength;
  return { bytes };
};
