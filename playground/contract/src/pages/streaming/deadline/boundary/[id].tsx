import type { PageProps } from "@bunsen/runtime";
import { Suspense } from "react";
import { Gated } from "../../../../components/gated";

export default function Boundary({ params }: PageProps<"/streaming/deadline/boundary/[id]">) {
  return (
    <main>
      <h1>the shell</h1>
      <Suspense fallback={<p id="fallback">waiting</p>}>
        <Gated gate={params.id}>
          <p id="late">late content</p>
        </Gated>
      </Suspense>
    </main>
  );
}
