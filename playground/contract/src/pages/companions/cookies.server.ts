import type { PageServer } from "@bunsen/runtime";
import { httpError, notFound, redirect } from "@bunsen/runtime";
import { SECRET } from "../../secret";

/** Sets and deletes cookies, and then ends as `?then` says. */
export default (({ cookies, query }) => {
  cookies.set("first", "1");
  cookies.set("second", "a b", { httpOnly: false, sameSite: "strict", maxAge: 60 });
  cookies.delete("old");
  switch (query.then) {
    case "redirect":
      return redirect("/companions/none");
    case "returned-redirect":
      return { redirect: { destination: "/companions/none" } };
    case "not-found":
      return notFound();
    case "http-error":
      return httpError(403);
    case "error":
      throw new Error(SECRET);
    case "response":
      return new Response("own", { headers: { "set-cookie": "third=3" } });
    case "transform":
      return { resTransform: () => new Response("replaced") };
    default:
      return { props: { read: cookies.get("first") } };
  }
}) satisfies PageServer;
