import { Suspense, use } from "react";
import { Counter } from "./counter";

export interface Text {
  text: string;
  when: Date;
}

/** A shell, and a boundary that shows a deferred prop. */
export function DeferredText({ later, now }: { later: Promise<Text>; now: string }) {
  return (
    <main>
      <h1 id="now">{now}</h1>
      <Counter />
      <Suspense fallback={<p id="fallback">waiting</p>}>
        <Late later={later} />
      </Suspense>
      <nav>
        {["one", "two"].map((id) => (
          <a key={id} href={`/streaming/deferred/${id}`}>
            {id}
          </a>
        ))}
      </nav>
    </main>
  );
}

function Late({ later }: { later: Promise<Text> }) {
  const { text, when } = use(later);
  return (
    <p id="late">
      {text}, {when.getTime()}
    </p>
  );
}
