import { log } from "../log.ts";

const warned = new Set<string>();

/** Says once per page what is worth knowing about it. */
export function warnOnce(routeId: string, message: string): void {
  const key = `${routeId} ${message}`;
  if (warned.has(key)) return;
  warned.add(key);
  log.warn(`${routeId}: ${message}`);
}
