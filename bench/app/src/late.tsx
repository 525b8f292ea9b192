import { Suspense, use } from "react";

function Late({ answer }: { answer: Promise<string> }) {
  return (
    <section>
      <h2>Late</h2>
      <p>{use(answer)}</p>
    </section>
  );
}

/** A shell at once, and one boundary a moment later. */
export function Streamed() {
  const answer = new Promise<string>((resolve) => setImmediate(resolve, "Here it is."));
  return (
    <main>
      <h1>Streamed</h1>
      <Suspense fallback={<p>Waiting</p>}>
        <Late answer={answer} />
      </Suspense>
    </main>
  );
}
