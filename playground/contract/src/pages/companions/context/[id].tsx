import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../../components/shown";

export default function Context({ props }: PageProps<"/companions/context/[id]">) {
  return <Shown value={props.fields} />;
}
