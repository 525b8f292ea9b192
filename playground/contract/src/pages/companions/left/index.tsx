import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../../components/shown";

export default function Left({ props }: PageProps<"/companions/left">) {
  return <Shown value={props} />;
}
