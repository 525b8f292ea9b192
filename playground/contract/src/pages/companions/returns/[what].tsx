import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../../components/shown";

export default function Returned({ props, query }: PageProps<"/companions/returns/[what]">) {
  return <Shown value={{ props, query }} />;
}
