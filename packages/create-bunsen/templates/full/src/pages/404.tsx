import type { ErrorPageProps, PageMeta } from "@bunsen/runtime";
import { Message } from "../components/message";

export const meta = { title: "Not found", robots: "noindex" } satisfies PageMeta;

export default function NotFound({ children }: ErrorPageProps) {
  return <Message title="Not found">{children}</Message>;
}
