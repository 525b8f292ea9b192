import { CryptoHasher } from "bun";

/** Where a namespace's pages are, below the store's directory. */
export function namespaceDirectory(namespace: string): string {
  return `bunsen-${hash(namespace).slice(0, 16)}`;
}

export function isNamespaceDirectory(name: string): boolean {
  return /^bunsen-[0-9a-f]{16}$/.test(name);
}

/** A file name that no key can lead out of its directory with. */
export function pageFile(key: string): string {
  return `${hash(key)}.page`;
}

export function isPageFile(name: string): boolean {
  return /^[0-9a-f]{64}\.page$/.test(name);
}

/** The file with what was invalidated. */
export const JOURNAL_FILE = "invalidations";

/** @param owner the store that writes it: files of others are what a killed process left behind */
export function temporaryFile(owner: string): string {
  return `${owner}-${crypto.randomUUID()}.tmp`;
}

export function isTemporaryFile(name: string): boolean {
  return /^[0-9a-f-]{73}\.tmp$/.test(name);
}

/** Whether the store put it there, whichever kind it is. */
export function isOwnFile(name: string): boolean {
  return isPageFile(name) || isTemporaryFile(name) || name === JOURNAL_FILE;
}

function hash(text: string): string {
  return new CryptoHasher("sha256").update(text).digest("hex");
}
