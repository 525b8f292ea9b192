import type { ErrorPageProps, PageMeta } from "@bunsen/runtime";
import { Message } from "../components/message";

export const meta = { title: "Something went wrong", robots: "noindex" } satisfies PageMeta;

/** Shown for every status from 500 to 599. The details are in the log, under the same request id. */
export default function Failure({ children, error }: ErrorPageProps) {
  return <Message error={error}>{children}</Message>;
}
