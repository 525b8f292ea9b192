import type { PageServer } from "@bunsen/runtime";
import type { Text } from "../../../../components/deferred-text";

export default (() => ({
  props: { later: Promise.reject<Text>(new Error("rejected before the page was rendered")) },
})) satisfies PageServer<"/streaming/deferred/held">;
