const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Sun, 06 Nov 1994 08:49:37 GMT` */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;
/** `Sunday, 06-Nov-94 08:49:37 GMT` */
const RFC850_DATE = /^[A-Z][a-z]{5,8}, (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d):(\d\d):(\d\d) GMT$/;
/** `Sun Nov  6 08:49:37 1994` */
const ASCTIME_DATE = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/;

/** No HTTP-date is longer. */
const MAXIMUM_LENGTH = 33;

/**
 * Reads an HTTP-date in any of the three formats that a recipient must understand (RFC 9110 §5.6.7).
 *
 * @param now milliseconds since 1970, to find the century of a two-digit year
 * @returns seconds since 1970; `undefined` if it is not a valid date
 */
export function parseHttpDate(text: string, now: number = Date.now()): number | undefined {
  if (text.length > MAXIMUM_LENGTH) return undefined;
  const fixed = IMF_FIXDATE.exec(text);
  if (fixed) return toSeconds(Number(fixed[3]), fixed[2], fixed[1], fixed.slice(4));
  const old = RFC850_DATE.exec(text);
  if (old) return toSeconds(fullYear(Number(old[3]), now), old[2], old[1], old.slice(4));
  const ancient = ASCTIME_DATE.exec(text);
  if (ancient) return toSeconds(Number(ancient[6]), ancient[1], ancient[2], ancient.slice(3, 6));
  return undefined;
}

/** A two-digit year that would be more than 50 years in the future is in the past century (RFC 9110 §5.6.7). */
function fullYear(twoDigits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const year = Math.floor(thisYear / 100) * 100 + twoDigits;
  return year > thisYear + 50 ? year - 100 : year;
}

function toSeconds(
  year: number,
  monthName: string | undefined,
  dayText: string | undefined,
  time: string[],
): number | undefined {
  const month = MONTHS.indexOf(monthName ?? "");
  const day = Number(dayText);
  const [hour = 0, minute = 0, second = 0] = time.map(Number);
  if (month < 0 || day < 1 || hour > 23 || minute > 59 || second > 60) return undefined;
  // Unix time has no leap seconds.
  const milliseconds = Date.UTC(year, month, day, hour, minute, Math.min(second, 59));
  // `Date.UTC` turns 31 February into a day in March.
  return new Date(milliseconds).getUTCMonth() === month ? milliseconds / 1000 : undefined;
}
