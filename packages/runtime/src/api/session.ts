/**
 * The types of the values in a session. Add yours, and `ctx.session` knows them:
 *
 * ```ts
 * declare module "@bunsen/runtime" {
 *   interface SessionData {
 *     userId: string;
 *   }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: apps augment it
export interface SessionData {}

/** The names of the values in a session: those of {@link SessionData}, or any where that is empty. */
export type SessionKey = keyof SessionData extends never ? string : keyof SessionData & string;

/** The type of a value in a session; `unknown` where {@link SessionData} does not say. */
export type SessionValue<Key extends string> = Key extends keyof SessionData ? SessionData[Key] : unknown;

/**
 * What the server remembers of one visitor. Nothing is read before a value is asked for. Changes take effect together, when
 * the headers of the response are sent, also if the request ends with `redirect()` or an error; a change after that is a
 * SESSION_LATE error.
 */
export interface Session {
  /**
   * A value that was set during this request or an earlier one; `undefined` if there is none, or if the session is unknown,
   * forged or too old. It is a copy: what you change in it is kept only if you `set` it again.
   *
   * @throws {BunsenError} SESSION_UNAVAILABLE if the store fails
   */
  get<Key extends SessionKey>(key: Key): Promise<SessionValue<Key> | undefined>;
  /**
   * Sets a value: what JSON knows, and also `Date`, `Map`, `Set`, `URL`, `BigInt`, typed arrays and `undefined` in objects.
   * `undefined` deletes it.
   *
   * @throws {BunsenError} SESSION_VALUE for functions, symbols and instances of your own classes; SESSION_LATE; SESSION_SHARED in
   *   a page that is rendered for the cache
   */
  set<Key extends SessionKey>(key: Key, value: SessionValue<Key>): void;
  /** Removes a value. */
  delete(key: SessionKey): void;
  /**
   * Keeps the values under a new id, and ends the old one. Call it when a visitor logs in, so that an id which somebody
   * planted before is worthless (session fixation). It also lets the session live for another `maxAge`.
   */
  rotate(): void;
  /** Ends the session, as at logout. Values that are set after it begin a new one. */
  destroy(): void;
}

/** The `session` option of `defineServer`. */
export interface SessionOptions {
  /**
   * At least 32 characters from a random source, such as `openssl rand -hex 32`. In a list, the first one seals new cookies
   * and all of them open cookies: put a new secret in front, and remove the old one after `maxAge`. Required in production;
   * development makes one of its own. Environment variable: `SESSION_SECRET`.
   */
  secret?: string | readonly string[];
  /** Whole seconds, up to 34,560,000 (400 days), that a session lives after its last change. Default 1,209,600 (14 days). */
  maxAge?: number;
  /**
   * Where the values are: `sqliteSessions()`, `redisSessions()` or a store of your own. The cookie then holds only an id.
   * Default: in the cookie itself, up to 4096 bytes.
   */
  store?: SessionStore;
}

/** The values of a session by name, each as text that only Bunsen reads. */
export type SessionEntries = Readonly<Record<string, string>>;

/** What one request changes in a session. */
export interface SessionChange {
  readonly set: SessionEntries;
  readonly delete: readonly string[];
  /** The id that the session has from now on. */
  readonly id: string;
}

/**
 * A store for sessions. Ids are random and come from sealed cookies. A method that rejects, or takes longer than 5 seconds, is
 * a 503 for the visitor.
 */
export interface SessionStore {
  /** For messages. */
  readonly name: string;
  /** @returns `undefined` if there is no such session, or if it is too old */
  read(id: string): SessionEntries | undefined | Promise<SessionEntries | undefined>;
  /** @param seconds after which it is gone */
  create(id: string, entries: SessionEntries, seconds: number): void | Promise<void>;
  /**
   * Changes a session in one step: requests at the same time that change different values lose none. One that is gone stays
   * gone, so that a request which is still running cannot bring it back after a logout.
   *
   * @param seconds after which it is gone, from now on
   * @returns whether there is such a session
   */
  change(id: string, change: SessionChange, seconds: number): boolean | Promise<boolean>;
  /** Removes a session, if there is one. */
  destroy(id: string): void | Promise<void>;
  /** Ends what the store holds open. It may be used again after that. */
  close?(): void | Promise<void>;
}
