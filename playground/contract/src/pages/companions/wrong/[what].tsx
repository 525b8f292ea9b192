import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../../components/shown";

export default function Wrong({ props }: PageProps<"/companions/wrong/[what]">) {
  return <Shown value={props} />;
}
