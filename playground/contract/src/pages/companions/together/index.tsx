import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../../components/shown";

export const config = { renderTimeout: 3 };

export default function Together({ props }: PageProps<"/companions/together">) {
  return <Shown value={props} />;
}
