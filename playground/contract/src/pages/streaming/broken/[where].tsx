import type { PageProps } from "@bunsen/runtime";
import { Suspense } from "react";
import { BreaksOnServer } from "../../../components/breaks";
import { Gated } from "../../../components/gated";

/** Breaks where it is told to: in the shell, in a boundary at once, or in a boundary that came late. */
export default function Broken({ params, query }: PageProps<"/streaming/broken/[where]">) {
  const breaks = <BreaksOnServer message={`secret-5f3a9c in ${params.where} ${query.gate}`} />;
  return (
    <main>
      <h1>the shell</h1>
      {params.where === "shell" && breaks}
      <Suspense fallback={<p id="fallback">waiting</p>}>
        {params.where === "late" && <Gated gate={`broken-${query.gate}`}>{breaks}</Gated>}
        {params.where === "boundary" && breaks}
        <p id="beside">beside it</p>
      </Suspense>
    </main>
  );
}
