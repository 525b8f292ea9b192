import type { HeadProps, PageProps } from "@bunsen/runtime";
import { Shown } from "../../../components/shown";
import { noteFor } from "../../../guards.server";

export function Head({ ctx }: HeadProps<"/guards/inner">) {
  noteFor(ctx, "head");
  return null;
}

export default function Guarded({ props }: PageProps<"/guards/inner">) {
  return <Shown value={props} />;
}
