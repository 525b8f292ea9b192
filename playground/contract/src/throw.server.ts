import { httpError, notFound, redirect } from "@bunsen/runtime";
import { SECRET } from "./secret";

/** Throws by name, wherever it is called: what the contract says may be thrown, and what may not. */
export function throwWhat(what: string): never {
  switch (what) {
    case "redirect":
      return redirect("/companions/none");
    case "redirect-303":
      return redirect("/companions/none", 303);
    case "redirect-external":
      return redirect("https://elsewhere.example/x", { external: true });
    case "redirect-outside":
      return redirect("//evil.example/");
    case "not-found":
      return notFound("No such thing");
    case "not-found-plain":
      return notFound();
    case "http-error":
      return httpError(451, "Not in your country");
    case "http-error-500":
      return httpError(502, "The warehouse does not answer");
    case "value":
      throw SECRET;
    case "nothing":
      throw undefined;
    default:
      throw new Error(SECRET);
  }
}
