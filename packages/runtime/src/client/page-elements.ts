// Of scripts only: an element with the same id in the content of a page must not take their place.

/** The script that hydrates a document; none if nothing hydrates. */
export function pageScript(source: Document): HTMLScriptElement | null {
  return source.querySelector("body > script#__bunsen_page");
}

/** The data block of a document; none if nothing hydrates. */
export function dataBlock(source: Document): HTMLScriptElement | null {
  return source.querySelector("body > script#__bunsen_data");
}
