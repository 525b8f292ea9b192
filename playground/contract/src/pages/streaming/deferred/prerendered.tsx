import type { PageProps } from "@bunsen/runtime";
import { DeferredText } from "../../../components/deferred-text";

export const config = { prerender: true };

export default function Deferred({ props }: PageProps<"/streaming/deferred/prerendered">) {
  return <DeferredText now={props.now} later={props.later} />;
}
