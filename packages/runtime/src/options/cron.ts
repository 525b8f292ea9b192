import { errors } from "../diagnostics/errors.ts";
import { messageOf } from "../diagnostics/thrown.ts";
import { isPlainObject } from "../util/plain-object.ts";
import { check, isFunction, isObject, isText, type OptionCheck, showValue } from "./checks.ts";
import { nextRun } from "./next-run.ts";

const isTimeZone = isText('an IANA time zone such as "UTC" or "Europe/Berlin"', (timeZone) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
});

const EXPECTED = 'five fields, minute hour day month weekday, such as "0 3 * * *"';

const checkSchedule: OptionCheck = (value, name) => {
  const refuse = (reason: string) => errors.invalidOption(name, showValue(value), `${EXPECTED} (${reason})`);
  if (typeof value !== "string") throw refuse("it is missing");
  let next: number | undefined;
  try {
    next = nextRun({ schedule: value }, Date.now());
  } catch (error) {
    throw refuse(messageOf(error));
  }
  if (next === undefined) throw refuse("this day never comes");
};

const checkJob: OptionCheck = (value, name) => {
  isObject({ schedule: checkSchedule, timeZone: isTimeZone, run: isFunction })(value, name);
  if (!isPlainObject(value))
    throw errors.invalidOption(name, showValue(value), "an object with schedule and run");
  // Options that are left out pass.
  if (value.schedule === undefined) checkSchedule(undefined, `${name}.schedule`);
  if (value.run === undefined) throw errors.invalidOption(`${name}.run`, "undefined", "a function");
};

/** Jobs by name. */
export const checkCron: OptionCheck = (value, name) => {
  check("an object of jobs by name", isPlainObject)(value, name);
  for (const [key, job] of Object.entries(value ?? {})) {
    check("a name of 1 to 100 letters, digits, spaces and ._-", () => /^[\w. -]{1,100}$/.test(key))(
      key,
      `${name}.${key}`,
    );
    checkJob(job, `${name}.${key}`);
  }
};
