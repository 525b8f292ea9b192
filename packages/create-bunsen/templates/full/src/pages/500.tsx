import type { ErrorPageProps, PageMeta } from "@bunsen/runtime";
import { Message } from "../components/message";

export const meta = { title: "Something went wrong", robots: "noindex" } satisfies PageMeta;

/** Its message does not tell what went wrong, but under which request id the log does. */
export default function Failure({ children, error }: ErrorPageProps) {
  return <Message error={error}>{children}</Message>;
}
