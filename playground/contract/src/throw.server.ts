import { HttpError, httpError, notFound, redirect } from "@bunsen/runtime";
import { SECRET } from "./secret";

const fail = (): never => {
  throw new Error("a trap of what was thrown");
};

function circular(): Error {
  const error = new Error(SECRET);
  error.cause = new AggregateError([error, null], "gathered", { cause: error });
  return error;
}

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
    case "circular":
      throw circular();
    case "proxy":
      throw new Proxy(new Error(SECRET), { get: fail, getPrototypeOf: fail, has: fail });
    case "getters":
      throw Object.defineProperty(new Error(SECRET), "message", { get: fail });
    case "frozen":
      throw Object.freeze(new Error(SECRET));
    case "forged":
      throw new Error(`${SECRET}\nGET /forged failed. request=1\r\u001b[2J\n    at forged (app.js:1:1)`);
    case "wide":
      throw Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => ({ [SECRET]: SECRET })));
    case "http-error-999":
      throw new HttpError(999, "An odd status");
    default:
      throw new Error(SECRET);
  }
}
