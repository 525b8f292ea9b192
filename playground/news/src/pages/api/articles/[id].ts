import { httpError, notFound, type RouteContext, redirect, revalidateTag } from "@bunsen/runtime";
import { changeHeadline } from "../../../paper/articles.server";

/** Changes a headline: the form of the desk. Every page that shows it is printed anew, by every instance. */
export async function POST({ params, req }: RouteContext<"/api/articles/[id]">) {
  const headline = String((await req.formData()).get("headline") ?? "").trim();
  if (headline === "" || headline.length > 200) httpError(422, "A headline has 1 to 200 characters.");
  if (!changeHeadline(Number(params.id), headline)) notFound("There is no such article.");
  await Promise.all([revalidateTag(`article:${params.id}`), revalidateTag("front")]);
  redirect("/desk", 303);
}
