/** What a page's component gets, as it travels from the server to the browser. */
export interface PageData {
  props: Record<string, unknown>;
  query: Record<string, string | string[]>;
  params: Record<string, string | string[]>;
  /** The absolute URL as text; the component gets a real `URL` made of it on both sides. */
  url: string;
  /** Only on `404` and `500` pages. */
  error?: { status: number; message: string; requestId?: string };
  publicEnv?: Record<string, string>;
}

/** A deferred prop, as it travels in a block of its own. */
export interface DeferredData {
  /** The prop and its value, if the promise was fulfilled. */
  props?: Record<string, unknown>;
  /** The message of the error that it was rejected with, if the visitor may read it. */
  error?: string;
}
