import type { PageProps } from "@bunsen/runtime";
import { Suspense } from "react";
import { Gated } from "../../../components/gated";

export default function Two({ params }: PageProps<"/streaming/two/[id]">) {
  return (
    <main>
      <Suspense fallback={<p>waiting for first</p>}>
        <Gated gate={`${params.id}-first`}>
          <p id="first">first content</p>
        </Gated>
      </Suspense>
      <Suspense fallback={<p>waiting for second</p>}>
        <Gated gate={`${params.id}-second`}>
          <p id="second">second content</p>
        </Gated>
      </Suspense>
    </main>
  );
}
