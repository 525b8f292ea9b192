import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../../../components/shown";

export default function Inner({ props }: PageProps<"/companions/parent/inner">) {
  return <Shown value={props} />;
}
