import { type ApiHandler, channel, eventStream, httpError } from "@bunsen/runtime";
import { type Cheer, EMOJI } from "../../board/cheer";
import { visitorOf } from "../../board/visitor.server";

const cheers = channel<Cheer>("cheers");

export const GET: ApiHandler<"/api/cheers"> = () => eventStream(cheers.subscribe());

export const POST: ApiHandler<"/api/cheers"> = async ({ body, session }) => {
  const { emoji } = ((await body) ?? {}) as { emoji?: unknown };
  if (typeof emoji !== "string" || !EMOJI.includes(emoji)) httpError(422, `Send one of ${EMOJI.join(" ")}.`);
  const { name } = await visitorOf(session);
  cheers.publish({ emoji, from: name });
};
