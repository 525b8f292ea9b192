import type { PageProps } from "@bunsen/runtime";
import { DeferredText } from "../../../components/deferred-text";

export default function Deferred({ props }: PageProps<"/streaming/deferred/[id]">) {
  return <DeferredText now={props.now} later={props.later} />;
}
