import type { PageProps } from "@bunsen/runtime";
import { Sides } from "../../components/sides";

export default function Keys({ props }: PageProps<"/data/keys">) {
  const value = {
    own: props.own,
    kept: props.deep.kept,
    polluted: [props.polluted, props.deep.polluted, ({} as Record<string, unknown>).polluted],
    keys: Object.keys(props).sort(),
    deepKeys: Object.keys(props.deep),
    toString: props.toString,
  };
  return <Sides value={value} />;
}
