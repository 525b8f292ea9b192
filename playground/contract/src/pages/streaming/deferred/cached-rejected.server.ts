import type { PageServer } from "@bunsen/runtime";
import type { Text } from "../../../components/deferred-text";
import { SECRET } from "../../../secret";

export default (() => ({
  props: { later: Promise.reject<Text>(new Error(SECRET)) },
})) satisfies PageServer<"/streaming/deferred/cached-rejected">;
