import { lazy, Suspense } from "react";
import { Counter } from "../../components/counter";

const LazyPart = lazy(() => import("../../components/lazy-part"));

/** Suspends once, while its code is loaded. */
export default function Lazy() {
  return (
    <main>
      <Counter />
      <Suspense fallback={<p>waiting</p>}>
        <LazyPart />
      </Suspense>
    </main>
  );
}
