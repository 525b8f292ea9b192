import type { ErrorPageProps, PageMeta } from "@bunsen/runtime";
import { Message } from "../components/message";

export const meta = { title: "Something went wrong", robots: "noindex" } satisfies PageMeta;

export default function Failure({ children }: ErrorPageProps) {
  return <Message title="Something went wrong">{children}</Message>;
}
