import type { ErrorPageProps, PageMeta } from "@bunsen/runtime";
import { MessagePage } from "../components/message-page";

export const meta = { title: "Something went wrong", robots: "noindex" } satisfies PageMeta;

export default function ErrorPage({ children, error }: ErrorPageProps) {
  return (
    <MessagePage number={error.status} symbol="Oh" name="Ohnonium" heading="An unstable reaction">
      <p>{children}</p>
      <p>It has been written to the log. Trying again in a moment may help.</p>
    </MessagePage>
  );
}
