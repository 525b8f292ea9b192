import type { PageProps } from "@bunsen/runtime";
import { Sides } from "../../components/sides";

export default function Large({ props }: PageProps<"/data/large">) {
  return <Sides value={props.report.rows.length} />;
}
