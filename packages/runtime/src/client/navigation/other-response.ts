import { leaveDocument } from "../start-page.ts";
import { isAttachment } from "./response.ts";

/** Shows HTML that is no page of this app, without requesting it again: it is the response to a form. */
export function writeDocument(html: string): void {
  leaveDocument();
  document.open();
  document.write(html);
  document.close();
}

/** Shows or saves what is not HTML. */
export async function openFile(response: Response): Promise<void> {
  const url = URL.createObjectURL(await response.blob());
  if (!isAttachment(response.headers)) {
    location.assign(url);
    return;
  }
  const link = document.createElement("a");
  link.href = url;
  link.download = fileNameOf(response);
  link.click();
  URL.revokeObjectURL(url);
}

/** `filename*` wins, because only it can contain all characters (RFC 6266 §4.3). */
function fileNameOf({ headers, url }: Response): string {
  const disposition = headers.get("content-disposition") ?? "";
  const [, encoded] = /filename\*=utf-8''([^;\s]+)/i.exec(disposition) ?? [];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  const [, quoted, plain] = /filename=(?:"([^"]*)"|([^;\s]+))/i.exec(disposition) ?? [];
  return quoted ?? plain ?? new URL(url).pathname.split("/").at(-1) ?? "";
}
