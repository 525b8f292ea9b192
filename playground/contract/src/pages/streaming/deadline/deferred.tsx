import type { PageProps } from "@bunsen/runtime";
import { DeferredText } from "../../../components/deferred-text";

export default function Deferred({ props }: PageProps<"/streaming/deadline/deferred">) {
  return <DeferredText now="the shell" later={props.later} />;
}
