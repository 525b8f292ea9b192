import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../components/shown";

export default function Jsx({ props }: PageProps<"/companions/jsx">) {
  return <Shown value={props} />;
}
