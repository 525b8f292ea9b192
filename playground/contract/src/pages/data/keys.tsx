import type { PageProps } from "@bunsen/runtime";
import { Sides } from "../../components/sides";

export default function Keys({ props }: PageProps<"/data/keys">) {
  const value = {
    own: props.own,
    kept: props.deep.kept,
    polluted: [props.polluted, props.deep.polluted, ({} as Record<string, unknown>).polluted],
    // On the server the key is there, and an ordinary one; it is left out on the way.
    keys: Object.keys(props)
      .filter((key) => key !== "__proto__")
      .sort(),
    toString: props.toString,
  };
  return <Sides value={value} />;
}
