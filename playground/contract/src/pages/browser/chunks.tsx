import type { PageProps } from "@bunsen/runtime";
import { lazy, Suspense, useState } from "react";

const Late = lazy(() => import("../../components/late"));
const Broken = lazy(() => import("../../components/broken-module"));

/** Parts that come in scripts of their own, when somebody asks for them, or at once: `?show=late`. */
export default function Chunks({ query }: PageProps) {
  const [shown, setShown] = useState(query.show);
  return (
    <main>
      <form method="post">
        <input name="draft" aria-label="draft" />
        <button type="submit" id="send">
          send
        </button>
      </form>
      <button type="button" id="late" onClick={() => setShown("late")}>
        show it
      </button>
      <button type="button" id="broken" onClick={() => setShown("broken")}>
        show what breaks
      </button>
      <Suspense fallback={<p>loading</p>}>
        {shown === "late" && <Late />}
        {shown === "broken" && <Broken />}
      </Suspense>
    </main>
  );
}
