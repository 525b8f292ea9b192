import { Suspense } from "react";
import { Identified } from "../../../../components/identified";

/** `useId` at several depths: in lists, in Suspense, below two layouts, beside hoisted metadata. */
export default function Ids() {
  return (
    <main>
      <title>Ids</title>
      <Identified>
        <Identified />
      </Identified>
      <Suspense fallback="waiting">
        <Identified />
      </Suspense>
      <ul>
        {["a", "b"].map((key) => (
          <li key={key}>
            <Identified />
          </li>
        ))}
      </ul>
    </main>
  );
}
