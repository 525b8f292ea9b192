import type {
  Session,
  SessionChange,
  SessionEntries,
  SessionKey,
  SessionStore,
  SessionValue,
} from "../api/session.ts";
import { BunsenError } from "../diagnostics/errors.ts";
import { sessionErrors } from "../diagnostics/session-errors.ts";
import { messageOf } from "../diagnostics/thrown.ts";
import type { SessionSettings } from "../options/session.ts";
import { TIMED_OUT, withTimeout } from "../util/with-timeout.ts";
import { MAXIMUM_COOKIE_BYTES, type SealedContent, seal, unseal } from "./seal.ts";
import { decodeValue, encodeValue } from "./values.ts";

/** Milliseconds that a store may take for one step. */
const STORE_MILLISECONDS = 5000;

/** A session as it was when this request began. */
interface Stored {
  /** Empty where there is no store. */
  readonly id: string;
  readonly entries: SessionEntries;
}

/** What the response does to the cookie: a new value, or `""` to remove it. */
export interface CookieChange {
  readonly name: string;
  readonly value: string;
}

/** The session of one request: notes its changes, and makes them when the response is about to be sent. */
export class RequestSession implements Session {
  readonly #settings: SessionSettings;
  readonly #name: string;
  readonly #cookie: string | undefined;
  /** By key, as text; `undefined` removes one. */
  readonly #changes = new Map<string, string | undefined>();
  #isDestroyed = false;
  #isRotated = false;
  #isSent = false;
  #isCommitted = false;
  #content: Promise<SealedContent | undefined> | undefined;
  #stored: Promise<Stored | undefined> | undefined;

  /** @param readCookie the value of the request's cookie of that name */
  constructor(
    settings: SessionSettings,
    isSecure: boolean,
    readCookie: (name: string) => string | null | undefined,
  ) {
    this.#settings = settings;
    this.#name = cookieName(settings.path, isSecure);
    this.#cookie = settings.isShared ? undefined : (readCookie(this.#name) ?? undefined);
  }

  async get<Key extends SessionKey>(key: Key): Promise<SessionValue<Key> | undefined> {
    return decodeValue<SessionValue<Key>>(await this.#find(key));
  }

  async #find(key: string): Promise<string | undefined> {
    if (this.#changes.has(key)) return this.#changes.get(key);
    if (this.#isDestroyed) return undefined;
    const stored = await this.#load();
    return stored && Object.hasOwn(stored.entries, key) ? stored.entries[key] : undefined;
  }

  set(key: string, value: unknown): void {
    this.#assertOpen();
    if (typeof key !== "string" || key === "")
      throw sessionErrors.value(String(key), "a name is a text that is not empty");
    this.#changes.set(key, value === undefined ? undefined : encodeValue(key, value));
  }

  delete(key: string): void {
    this.#assertOpen();
    this.#changes.set(key, undefined);
  }

  rotate(): void {
    this.#assertOpen();
    this.#isRotated = true;
  }

  destroy(): void {
    this.#assertOpen();
    this.#changes.clear();
    this.#isDestroyed = true;
  }

  /** Whether the response will say something about the cookie: then it is for this visitor alone. */
  get isChanged(): boolean {
    return this.#changes.size > 0 || this.#isDestroyed || this.#isRotated;
  }

  /** From now on the session cannot be changed: the headers are on their way. */
  close(): void {
    this.#isSent = true;
  }

  /**
   * Makes the changes; only once.
   *
   * @returns `undefined` if the cookie stays as it is
   * @throws {BunsenError} SESSION_UNAVAILABLE, SESSION_TOO_LARGE
   */
  async commit(): Promise<CookieChange | undefined> {
    this.close();
    if (!this.isChanged || this.#isCommitted) return undefined;
    this.#isCommitted = true;
    const { store } = this.#settings;
    const content = store ? await this.#commitTo(store) : await this.#ownContent();
    if (content === undefined) return undefined;
    if (content === "none") return this.#cookie === undefined ? undefined : { name: this.#name, value: "" };
    const value = await seal(this.#settings, content);
    const bytes = this.#name.length + value.length;
    if (bytes > MAXIMUM_COOKIE_BYTES) throw sessionErrors.tooLarge(bytes, MAXIMUM_COOKIE_BYTES);
    return { name: this.#name, value };
  }

  /** All values, for a cookie that holds them. */
  async #ownContent(): Promise<SealedContent | "none"> {
    const stored = this.#isDestroyed ? undefined : await this.#load();
    const entries = Object.entries({ ...stored?.entries, ...Object.fromEntries(this.#changes) });
    const present = entries.filter((entry): entry is [string, string] => entry[1] !== undefined);
    return present.length === 0 ? "none" : { entries: Object.fromEntries(present) };
  }

  /** Changes the store, for a cookie that holds an id. */
  async #commitTo(store: SessionStore): Promise<SealedContent | "none" | undefined> {
    const { maxAge } = this.#settings;
    const change = this.#change();
    if (this.#isDestroyed) {
      const old = await this.#unseal();
      if (old && "id" in old) await inTime(store, () => store.destroy(old.id));
    } else {
      const stored = await this.#load();
      if (stored) {
        const id = this.#isRotated ? change.id : stored.id;
        const isThere = await inTime(store, () => store.change(stored.id, { ...change, id }, maxAge));
        // Another request has ended it, and has told the browser.
        return isThere ? { id } : undefined;
      }
    }
    if (Object.keys(change.set).length === 0) return "none";
    await inTime(store, () => store.create(change.id, change.set, maxAge));
    return { id: change.id };
  }

  #change(): SessionChange {
    const changes = [...this.#changes];
    return {
      id: newId(),
      set: Object.fromEntries(changes.filter((entry): entry is [string, string] => entry[1] !== undefined)),
      delete: changes.filter(([, value]) => value === undefined).map(([key]) => key),
    };
  }

  #unseal(): Promise<SealedContent | undefined> {
    this.#content ??= this.#cookie ? unseal(this.#settings, this.#cookie) : Promise.resolve(undefined);
    return this.#content;
  }

  #load(): Promise<Stored | undefined> {
    this.#stored ??= this.#read();
    return this.#stored;
  }

  async #read(): Promise<Stored | undefined> {
    const content = await this.#unseal();
    if (!content) return undefined;
    if ("entries" in content) return { id: "", entries: content.entries };
    const { store } = this.#settings;
    const { id } = content;
    const entries = store && (await inTime(store, () => store.read(id)));
    return entries && { id, entries };
  }

  #assertOpen(): void {
    if (this.#settings.isShared) throw sessionErrors.shared();
    if (this.#isSent) throw sessionErrors.late();
  }
}

/**
 * With a prefix, browsers take the cookie over https only, and only from this host: another host of the domain cannot plant
 * one (RFC 6265bis §4.1.3).
 */
function cookieName(path: string, isSecure: boolean): string {
  if (!isSecure) return "bunsen-session";
  return path === "/" ? "__Host-bunsen-session" : "__Secure-bunsen-session";
}

/** 256 bits. */
function newId(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toHex();
}

/** @throws {BunsenError} SESSION_UNAVAILABLE if the step fails, or takes too long */
async function inTime<Value>(store: SessionStore, step: () => Value | Promise<Value>): Promise<Value> {
  let result: Value | typeof TIMED_OUT;
  try {
    result = await withTimeout(STORE_MILLISECONDS, step());
  } catch (error) {
    // The store has said it itself.
    if (error instanceof BunsenError) throw error;
    throw sessionErrors.unavailable(store.name, messageOf(error), error);
  }
  if (result === TIMED_OUT) throw sessionErrors.unavailable(store.name, "it takes longer than 5 seconds");
  return result;
}
