import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../components/shown";

export default function Cookies({ props }: PageProps<"/companions/cookies">) {
  return <Shown value={props} />;
}
