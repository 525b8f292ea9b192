import { Suspense } from "react";

/** Suspense boundaries in which nothing suspends. */
export default function Settled() {
  return (
    <main>
      <Suspense fallback={<p>waiting</p>}>
        <p id="inside">at once</p>
        <Suspense fallback={<p>waiting</p>}>
          <p>{"much text ".repeat(4000)}</p>
        </Suspense>
      </Suspense>
    </main>
  );
}
