const ENTITIES: Record<string, string> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
  "&amp;": "&",
};

/** What a page of `playground/contract` shows in its `<pre id="shown">`. */
export function shown(html: string): unknown {
  const text = textOf(html, "shown");
  if (text === undefined) throw new Error(`the page shows nothing:\n${html.slice(0, 2000)}`);
  return JSON.parse(text);
}

/** The text of the element with this id, if it has no child elements; undefined without one. */
export function textOf(html: string, id: string): string | undefined {
  const match = new RegExp(`<(\\w+) id="${id}">(.*?)</\\1>`, "s").exec(html);
  return match ? unescapeHtml(match[2] ?? "") : undefined;
}

/** Everything between `<head>` and `</head>`. */
export function headOf(html: string): string {
  return html.slice(html.indexOf("<head>") + "<head>".length, html.indexOf("</head>"));
}

/** React separates neighbouring texts with empty comments. */
function unescapeHtml(text: string): string {
  return text
    .replaceAll("<!-- -->", "")
    .replace(/&(lt|gt|quot|amp|#x27);/g, (entity) => ENTITIES[entity] ?? entity);
}
