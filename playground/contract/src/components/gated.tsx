import { type ReactNode, use } from "react";
import { whenOpen } from "../gates";

/** Suspends until its gate is opened, on the server only: in the browser everything is there. */
export function Gated({ gate, children }: { gate: string; children: ReactNode }) {
  if (typeof document === "undefined") use(whenOpen(gate));
  return children;
}
