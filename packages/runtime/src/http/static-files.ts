/** A file of the build that a URL names. */
export interface StaticFile {
  /** Path below the client directory. */
  path: string;
  /** Content type. */
  type: string;
  /** Bytes. */
  size: number;
  /** Strong and content-based, with its quotes. */
  etag: string;
  /** Whether the name changes with the content, so that it may be cached for ever. */
  immutable: boolean;
}
