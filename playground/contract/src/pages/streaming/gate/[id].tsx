import type { PageProps } from "@bunsen/runtime";
import { Suspense } from "react";
import { Counter } from "../../../components/counter";
import { Gated } from "../../../components/gated";

/** A shell that is sent at once and a boundary that comes when its gate is opened. */
export default function Gate({ params }: PageProps<"/streaming/gate/[id]">) {
  return (
    <main>
      <title>Streamed</title>
      <h1>the shell</h1>
      <Counter />
      <Suspense fallback={<p id="fallback">waiting</p>}>
        <Gated gate={params.id}>
          <p id="late">late content</p>
        </Gated>
      </Suspense>
      <Suspense fallback={<p>never seen</p>}>
        <p>{"much text that is there at once ".repeat(1000)}</p>
      </Suspense>
      <footer>end of the shell</footer>
    </main>
  );
}
