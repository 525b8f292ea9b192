import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../components/shown";

export default function Body({ props }: PageProps<"/companions/body">) {
  return <Shown value={props} />;
}
