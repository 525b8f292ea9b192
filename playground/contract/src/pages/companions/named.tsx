import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../components/shown";

export default function Named({ props }: PageProps<"/companions/named">) {
  return <Shown value={props} />;
}
