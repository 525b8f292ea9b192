import { httpError, type PageServer, redirect } from "@bunsen/runtime";
import type { Card, Visitor } from "../board/card";
import { allCards } from "../board/cards.server";
import { change } from "../board/changes.server";
import { intentOf } from "../board/intent";
import { rename, visitorOf } from "../board/visitor.server";

export interface BoardProps {
  cards: Card[];
  visitor: Visitor;
  /** What is wrong with the form that was sent, and what was typed. */
  problem: string;
  draft: string;
}

export default (async ({ req, body, session }) => {
  const visitor = await visitorOf(session);
  if (req.method !== "POST") return { props: { cards: allCards(), visitor, problem: "", draft: "" } };
  const form = await body;
  if (!(form instanceof FormData)) httpError(415, "Please send a form of the board.");
  if (intentOf(form) === "rename") {
    rename(session, form, visitor);
    redirect("/", 303);
  }
  const problem = await change(form, visitor);
  if (problem === undefined) redirect("/", 303);
  const draft = String(form.get("text") ?? "");
  return { props: { cards: allCards(), visitor, problem, draft }, responseOptions: { status: 422 } };
}) satisfies PageServer<"/", BoardProps>;
