import type { ErrorPageProps, PageMeta } from "@bunsen/runtime";
import { Message } from "../components/message";

export const meta = { title: "Not found", robots: "noindex" } satisfies PageMeta;

/** Shown for every status from 400 to 499. */
export default function NotFound({ children, error }: ErrorPageProps) {
  return <Message error={error}>{children}</Message>;
}
