import type { ErrorPageProps, PageMeta } from "@bunsen/runtime";
import { MessagePage } from "../components/message-page";

export const meta = { title: "Not found", robots: "noindex" } satisfies PageMeta;

export default function NotFoundPage({ children }: ErrorPageProps) {
  return (
    <MessagePage number={404} symbol="Nf" name="Notfoundium" heading="Not discovered yet">
      <p>{children}</p>
      <p>Try the search above: it knows names, symbols, numbers and categories.</p>
    </MessagePage>
  );
}
