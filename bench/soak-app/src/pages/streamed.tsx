import type { PageProps } from "@bunsen/runtime";
import { Suspense, use } from "react";

/** By the props of a request, so that nothing outlives it. */
const answers = new WeakMap<object, Promise<string>>();

function answerFor(request: object): Promise<string> {
  const known =
    answers.get(request) ?? new Promise<string>((resolve) => setTimeout(resolve, 5, "Here it is."));
  answers.set(request, known);
  return known;
}

function Answer({ request }: { request: object }) {
  return <p>{use(answerFor(request))}</p>;
}

export const config = { hydrate: false };

export default function Streamed({ props }: PageProps<"/streamed">) {
  return (
    <main>
      <h1>One moment</h1>
      <Suspense fallback={<p>Waiting</p>}>
        <Answer request={props} />
      </Suspense>
    </main>
  );
}
