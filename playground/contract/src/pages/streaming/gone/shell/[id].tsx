import type { PageProps } from "@bunsen/runtime";
import { Gated } from "../../../../components/gated";

/** Suspends without a boundary: there is no shell until the gate opens. */
export default function Shell({ params }: PageProps<"/streaming/gone/shell/[id]">) {
  return <Gated gate={params.id}>the shell</Gated>;
}
