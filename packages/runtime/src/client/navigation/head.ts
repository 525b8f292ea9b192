import { dataBlock } from "../page-elements.ts";

/** Elements of `<head>` that only the server writes, without styles and without what only speeds loading up. */
const METADATA =
  'meta, link:not([rel="stylesheet"], [rel="modulepreload"], [rel="preload"]), script[type="application/ld+json"]';

/** An element as the server has written it, and as it is in this document. */
interface Written {
  html: string;
  element: Element;
}

/** The head that the server has given to the current page. */
export class DocumentHead {
  #metadata: readonly Written[];

  /** @param head what was in `<head>` when the document's script started */
  constructor(head: readonly Element[]) {
    this.#metadata = head
      .filter((element) => element.matches(METADATA))
      .map((element) => ({ html: element.outerHTML, element }));
  }

  /**
   * Applies the differences to the head of the next page, after that page was rendered. Everything else is unchanged: Vite
   * replaces styles and scripts, and components and extensions add elements and attributes themselves.
   */
  change(next: Document): void {
    changeAttributes(attributesOf(document), attributesOf(next));
    this.#changeMetadata([...next.head.querySelectorAll(METADATA)]);
  }

  #changeMetadata(next: readonly Element[]): void {
    const { head } = document;
    const previous = new Map(this.#metadata.map((written) => [written.html, written]));
    const metadata = next.map(
      (element) => previous.get(element.outerHTML) ?? { html: element.outerHTML, element },
    );
    const kept = new Set(metadata);
    for (const written of this.#metadata) {
      if (!kept.has(written) && !isOwnedByReact(written.element)) written.element.remove();
    }
    for (const written of metadata) {
      if (written.element.ownerDocument === document) continue;
      // A component may have rendered the same element already.
      const there = [...head.children].find((child) => child.isEqualNode(written.element));
      if (there) written.element = there;
      else head.append(document.adoptNode(written.element));
    }
    this.#metadata = metadata;
  }
}

/**
 * Gives the document the title of the next page. If a component renders a title, that one comes before it.
 *
 * @param title what the server has put into `<title>`
 */
export function changeTitle(title: string): void {
  const own = [...document.head.querySelectorAll("title")].find((element) => !isOwnedByReact(element));
  if (own) own.text = title;
  else if (!document.head.querySelector("title")) document.title = title;
}

function changeAttributes(previous: ReadonlyMap<string, string>, next: ReadonlyMap<string, string>): void {
  const { documentElement } = document;
  for (const name of previous.keys()) if (!next.has(name)) documentElement.removeAttribute(name);
  for (const [name, value] of next) {
    if (previous.get(name) !== value) documentElement.setAttribute(name, value);
  }
}

/** The attributes of `<html>` that the server has written. Not read sooner than needed: some policies forbid to parse HTML. */
function attributesOf(source: Document): ReadonlyMap<string, string> {
  const html = dataBlock(source)?.dataset.html ?? "";
  const { attributes } = new DOMParser().parseFromString(`<html${html}>`, "text/html").documentElement;
  return new Map([...attributes].map(({ name, value }) => [name, value]));
}

/** React adds a property to elements that it put into `<head>`, and fails if other code removes them. */
function isOwnedByReact(element: Element): boolean {
  return Object.keys(element).some((key) => key.startsWith("__react"));
}
