import type { ErrorPageProps } from "@bunsen/runtime";
import { MessagePage } from "../components/message-page";

export const meta = { title: "A blank page", robots: "noindex" };

export default function NotFound({ error, children }: ErrorPageProps) {
  const isMissing = error.status === 404;
  return (
    <MessagePage title={isMissing ? "A blank page" : `Error ${error.status}`}>
      <p>{isMissing ? "Nobody has written anything here." : children}</p>
    </MessagePage>
  );
}
