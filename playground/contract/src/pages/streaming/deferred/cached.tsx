import type { PageProps } from "@bunsen/runtime";
import { DeferredText } from "../../../components/deferred-text";

export const config = { cachePage: true };

export default function Deferred({ props }: PageProps<"/streaming/deferred/cached">) {
  return <DeferredText now={props.now} later={props.later} />;
}
