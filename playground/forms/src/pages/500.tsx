import type { ErrorPageProps } from "@bunsen/runtime";
import { MessagePage } from "../components/message-page";

export const meta = { title: "A blot in the book", robots: "noindex" };

export default function Failed({ error, children }: ErrorPageProps) {
  return (
    <MessagePage title="A blot in the book">
      <p>{children}</p>
      {error.requestId && <p className="mt-2 text-base">Reference: {error.requestId}</p>}
    </MessagePage>
  );
}
