import { Suspense } from "react";
import { Counter } from "./counter";
import { LazyBoxLater, NeverRendered } from "./lazy-boxes";

/** A component whose code, with its styles, is loaded when it is rendered; and one that is not rendered. */
export function Boxes({ shows = false }: { shows?: boolean }) {
  return (
    <main>
      <Counter />
      <Suspense fallback={<p>waiting</p>}>
        <LazyBoxLater id="lazy" />
      </Suspense>
      {shows && <NeverRendered />}
    </main>
  );
}
