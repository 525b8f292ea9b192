/** What the server and Vite's client write for styles; React inserts and removes its own. */
const STYLES = 'link[rel="stylesheet"]:not([data-precedence]), style:not([data-precedence])';

/** The browser loads such a style, and does not apply it. */
const UNUSED = "not all";

/** Only then, Vite's client takes part. */
const IS_DEVELOPMENT = process.env.NODE_ENV !== "production";

type StyleElement = HTMLLinkElement | HTMLStyleElement;

/** A style of the next page. */
export interface Style {
  key: string;
  media: string;
}

/** The styles that the server has given to the current page. Those of scripts and extensions are none of them. */
export class DocumentStyles {
  #current: readonly Style[];
  /** Of the links that were inserted here: settles when the browser has loaded one. */
  readonly #loading = new WeakMap<StyleElement, Promise<unknown>>();

  /** @param head what was in `<head>` when the document's script started */
  constructor(head: readonly Element[]) {
    this.#current = head.filter(isStyle).map(styleOf);
  }

  /**
   * Loads the styles of the next page, without applying them.
   *
   * @param scripts settles when the page's modules are loaded: in development, these insert most styles
   * @throws {Event} if a style cannot be loaded
   */
  async load(next: Document, scripts: Promise<unknown>): Promise<readonly Style[]> {
    const elements = [...next.head.children].filter(isStyle);
    if (IS_DEVELOPMENT) await scripts;
    const loading: unknown[] = [];
    let previous: StyleElement | undefined;
    for (const element of elements) {
      previous = find(keyOf(element)).at(-1) ?? this.#insert(element, previous);
      loading.push(this.#loading.get(previous));
    }
    const styles = elements.map(styleOf);
    // A newer navigation may take the place of this one: its page then ends these styles, too.
    const known = new Set(this.#current.map(({ key }) => key));
    this.#current = [...this.#current, ...styles.filter(({ key }) => !known.has(key))];
    await Promise.all(loading);
    return styles;
  }

  #insert(element: StyleElement, previous: StyleElement | undefined): StyleElement {
    const added = insert(element, previous);
    if (added instanceof HTMLLinkElement) this.#loading.set(added, loaded(added));
    return added;
  }

  /** Applies the styles of the next page, beside those of the current one. */
  apply(next: readonly Style[]): void {
    for (const { key, media } of next) for (const element of find(key)) element.media = media;
  }

  /** Ends what the next page has no use for; it is the current page from now on. */
  finish(next: readonly Style[]): void {
    const keys = new Set(next.map(({ key }) => key));
    for (const { key } of this.#current) {
      if (!keys.has(key)) for (const element of find(key)) retire(element);
    }
    this.#current = next;
  }
}

function isStyle(element: Element): element is StyleElement {
  return element.matches(STYLES) && !isOfLibrary(element);
}

/** Libraries that make styles mark theirs, and take care of them: those that the server has sent, too. */
function isOfLibrary(element: Element): boolean {
  if (element instanceof HTMLLinkElement || (IS_DEVELOPMENT && element.matches("[data-vite-dev-id]")))
    return false;
  return element.getAttributeNames().some((name) => name !== "nonce" && name !== "media");
}

function styleOf(element: StyleElement): Style {
  return { key: keyOf(element), media: element.media };
}

function keyOf(element: StyleElement): string {
  if (IS_DEVELOPMENT && element.dataset.viteDevId) return element.dataset.viteDevId;
  return element instanceof HTMLLinkElement ? element.href : element.textContent;
}

/** Not remembered, because Vite's client replaces links after edits. */
function find(key: string): StyleElement[] {
  return [...document.head.querySelectorAll<StyleElement>(STYLES)].filter(
    (element) => keyOf(element) === key,
  );
}

/** Behind the style that precedes it in the next page: the order decides which rule wins. */
function insert(element: StyleElement, previous: StyleElement | undefined): StyleElement {
  const added = document.importNode(element, true);
  added.media = UNUSED;
  // The nonce of its own response means nothing here.
  added.nonce = document.querySelector<HTMLElement>("script[nonce]")?.nonce ?? "";
  if (previous) previous.after(added);
  else document.head.append(added);
  return added;
}

function loaded(link: HTMLLinkElement): Promise<Event> {
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = (event) => {
      link.remove();
      reject(event);
    };
  });
}

/** Vite's client does not insert a style of development again. */
function retire(element: StyleElement): void {
  if (IS_DEVELOPMENT && element.dataset.viteDevId) element.media = UNUSED;
  else element.remove();
}
