import type { PageProps } from "@bunsen/runtime";
import { notFound } from "@bunsen/runtime";
import { Component, type ReactNode, use, useEffect, useState } from "react";

/** Ways to fail, each with a button of its name. */
const WAYS = [
  "render",
  "effect",
  "text",
  "nothing",
  "bare",
  "frozen",
  "not-found",
  "rejected",
  "handler",
  "promise",
  "caught",
] as const;
type Way = (typeof WAYS)[number];

const rejections = new Map<string, Promise<never>>();

function rejection(way: Way): Promise<never> {
  const known = rejections.get(way) ?? Promise.reject(new Error(`secret of ${way}`));
  rejections.set(way, known);
  return known;
}

function Failing({ way }: { way: Way }) {
  useEffect(() => {
    if (way === "effect") throw new Error("secret of effect");
  });
  if (way === "render" || way === "caught") throw new Error(`secret of ${way}`);
  if (way === "text") throw "secret of text";
  if (way === "nothing") throw undefined;
  if (way === "bare") throw Object.create(null);
  if (way === "frozen") throw Object.freeze(new Error("secret of frozen"));
  if (way === "not-found") notFound("There is no such thing");
  if (way === "rejected") use(rejection(way));
  return <p>not yet</p>;
}

class OwnBoundary extends Component<{ children: ReactNode }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <p id="own">caught by the page itself</p> : this.props.children;
  }
}

/** `?hydration=throws` fails in the browser only, before anybody can click. */
export default function Fails({ query }: PageProps) {
  const [way, setWay] = useState<Way>();
  if (query.hydration === "throws" && typeof document !== "undefined") throw new Error("secret of hydration");
  const fail = (next: Way) => {
    if (next === "handler") throw new Error("secret of handler");
    if (next === "promise") Promise.reject(new Error("secret of promise"));
    else setWay(next);
  };
  return (
    <main>
      {WAYS.map((name) => (
        <button type="button" key={name} id={name} onClick={() => fail(name)}>
          {name}
        </button>
      ))}
      <OwnBoundary key={String(way === "caught")}>{way === "caught" && <Failing way={way} />}</OwnBoundary>
      {way && way !== "caught" && <Failing way={way} />}
    </main>
  );
}
