import type { PageProps } from "@bunsen/runtime";
import { DeferredText } from "../../../../components/deferred-text";

export default function Deferred({ props }: PageProps<"/streaming/deferred/held">) {
  return <DeferredText now="held" later={props.later} />;
}
