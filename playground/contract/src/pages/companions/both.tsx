import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../components/shown";

export default function Both({ props }: PageProps<"/companions/both">) {
  return <Shown value={props} />;
}
