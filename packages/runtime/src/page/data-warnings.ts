import { logEvents, warnOnce } from "../diagnostics/log-events.ts";
import type { PageData } from "./data.ts";
import { largestKeys } from "./data-size.ts";

/** Development: names the largest keys of data over 128 kB, which every visitor has to download. */
export function warnAboutSize(routeId: string, data: PageData): void {
  const heavy = largestKeys(data);
  if (heavy.length === 0) return;
  const names = heavy.map(({ path, bytes }) => `${path} (${Math.round(bytes / 1024)} kB)`).join(", ");
  warnOnce(logEvents.largeData(routeId, names));
}
