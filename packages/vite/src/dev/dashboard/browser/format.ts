import { printable } from "../../../terminal/printable.ts";

const TIME = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const MINUTE = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** `14:02:31` */
export function clockTime(at: number): string {
  return TIME.format(at);
}

/** `14:02`, with the day if it was another one. */
export function clockMinute(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? MINUTE.format(at) : `${DAY.format(at)}, ${MINUTE.format(at)}`;
}

/** Milliseconds with one decimal, so that a column lines up; thousands apart by a narrow space. */
export function milliseconds(value: number): string {
  const [whole = "", decimal = ""] = value.toFixed(1).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, "\u202f")}.${decimal}`;
}

/** A path as its author wrote it: `/日本` for `/%E6%97%A5%E6%9C%AC`. */
export function readable(path: string): string {
  try {
    return printable(decodeURI(path));
  } catch {
    // Requests can have paths that cannot be decoded.
    return path;
  }
}
