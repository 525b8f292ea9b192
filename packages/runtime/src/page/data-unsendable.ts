import type { DevalueError } from "devalue";
import { instanceKind } from "../util/instance-kind.ts";

/** A value in the page's data that cannot travel to the browser. */
export class UnsendableValueError extends Error {
  override name = "UnsendableValueError";
  /** Where it is, for example `props.user.save`, `props.rows[3].when`, `props["odd key"]`; empty when unknown. */
  readonly path: string;
  /** What it is, for example `a function`. */
  readonly kind: string;

  constructor(path: string, kind: string, advice: string) {
    super(`${path || "The page's data"} is ${kind}, which cannot be sent to the browser. ${advice}`);
    this.path = path;
    this.kind = kind;
  }
}

/** Turns devalue's refusal into an error that says where the value is, what it is and what to do. */
export function unsendable(error: DevalueError): UnsendableValueError {
  const path = error.path.startsWith(".") ? error.path.slice(1) : error.path;
  if (typeof error.value === "symbol" && path.endsWith(".$$typeof")) {
    const element = path.slice(0, -".$$typeof".length);
    return new UnsendableValueError(
      element,
      "a React element",
      "Send its data and create it in the component.",
    );
  }
  const [kind, advice] = describe(error.value);
  return new UnsendableValueError(path, kind, advice);
}

function describe(value: unknown): [kind: string, advice: string] {
  if (typeof value === "function") {
    return ["a function", "Define it in the component, or send the data it would return."];
  }
  if (typeof value === "symbol") return ["a symbol", "Send a string instead."];
  if (typeof value !== "object" || value === null) return [`a ${typeof value}`, "Send plain data instead."];
  if (typeof (value as { then?: unknown }).then === "function") {
    return ["a promise", "Await it, or make it a prop of its own."];
  }
  return describeObject(value);
}

function describeObject(value: object): [kind: string, advice: string] {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) {
    return ["an object with a symbol key", "Use strings as keys."];
  }
  return [instanceKind(value), "Return its fields as a plain object, or a string made of it."];
}
