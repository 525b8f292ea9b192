import type { PageServer } from "@bunsen/runtime";
import type { Text } from "../../../components/deferred-text";

export default (() => ({
  props: { later: Promise.withResolvers<Text>().promise },
})) satisfies PageServer<"/streaming/deadline/deferred">;
