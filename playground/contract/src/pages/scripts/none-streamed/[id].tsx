import type { PageProps } from "@bunsen/runtime";
import { Suspense } from "react";
import { Gated } from "../../../components/gated";

export const config = { hydrate: false };

/** Suspense without any script in the page: the server waits for all of it. */
export default function NoneStreamed({ params }: PageProps<"/scripts/none-streamed/[id]">) {
  return (
    <main>
      <Suspense fallback={<p id="fallback">waiting</p>}>
        <Gated gate={params.id}>
          <p id="late">late content</p>
        </Gated>
      </Suspense>
    </main>
  );
}
