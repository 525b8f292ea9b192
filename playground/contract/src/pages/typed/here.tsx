import type { PageProps } from "@bunsen/runtime";
import { useState } from "react";
import { typedCalls } from "../../typed-calls";

export default function Here({ props }: PageProps<"/typed/here">) {
  const [calls, setCalls] = useState<unknown>();
  return (
    <main>
      <pre id="server">{JSON.stringify(props)}</pre>
      <button type="button" onClick={async () => setCalls(await typedCalls())}>
        Call
      </button>
      <pre id="browser">{calls === undefined ? "" : JSON.stringify({ calls })}</pre>
    </main>
  );
}
