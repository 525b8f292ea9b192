import type { PageProps } from "@bunsen/runtime";
import { Suspense } from "react";
import { Coloured } from "../../../components/coloured";
import { Gated } from "../../../components/gated";
import { LazyBoxLater } from "../../../components/lazy-boxes";

/** Styles that nobody knows of before the gate is opened. */
export default function Late({ params }: PageProps<"/styles/late/[id]">) {
  return (
    <main>
      <h1>the shell</h1>
      <Suspense fallback={<p id="fallback">waiting</p>}>
        <Gated gate={params.id}>
          <LazyBoxLater id="late" />
          <Coloured id="late-coloured" color="rgb(4, 5, 6)" />
        </Gated>
      </Suspense>
    </main>
  );
}
