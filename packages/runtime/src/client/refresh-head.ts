/** Elements of `<head>` that only the server writes. */
const METADATA =
  'meta, link:not([rel="modulepreload"]):not([data-vite-dev-id]), script[type="application/ld+json"]';

/** What the server wrote into a document's head. */
export interface ServerHead {
  title: string;
  attributes: Map<string, string>;
  metadata: Element[];
}

/** Reads what the server wrote. For the current document, call it before anything in it changes. */
export function readHead(source: Document): ServerHead {
  const html = source.getElementById("__bunsen_page")?.dataset.html ?? "";
  const { attributes } = new DOMParser().parseFromString(`<html${html}>`, "text/html").documentElement;
  return {
    title: source.title,
    attributes: new Map([...attributes].map(({ name, value }) => [name, value])),
    metadata: [...source.head.querySelectorAll(METADATA)].map(
      (element) => element.cloneNode(true) as Element,
    ),
  };
}

/**
 * Applies the differences between two server heads to this document's head and the attributes of `<html>`. Everything else is
 * unchanged: Vite replaces styles and scripts, and components and extensions add elements and attributes themselves.
 */
export function refreshHead(previous: ServerHead, next: ServerHead): void {
  if (next.title !== previous.title && !isOwnedByReact(document.querySelector("title"))) {
    document.title = next.title;
  }
  const { documentElement, head } = document;
  for (const name of previous.attributes.keys()) {
    if (!next.attributes.has(name)) documentElement.removeAttribute(name);
  }
  for (const [name, value] of next.attributes) {
    if (previous.attributes.get(name) !== value) documentElement.setAttribute(name, value);
  }
  for (const element of without(previous.metadata, next.metadata)) {
    const there = [...head.children].find((child) => child.isEqualNode(element));
    if (there && !isOwnedByReact(there)) there.remove();
  }
  for (const element of without(next.metadata, previous.metadata)) {
    // A component may have rendered the same element already.
    if (![...head.children].some((child) => child.isEqualNode(element))) head.append(element);
  }
}

function without(elements: Element[], others: Element[]): Element[] {
  return elements.filter((element) => !others.some((other) => other.isEqualNode(element)));
}

/** React adds a property to elements that it put into `<head>`, and fails if other code removes them. */
function isOwnedByReact(element: Element | null): boolean {
  return element !== null && Object.keys(element).some((key) => key.startsWith("__react"));
}
