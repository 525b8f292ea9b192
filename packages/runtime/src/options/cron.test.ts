import { expect, test } from "vitest";
import { checkCron } from "./cron.ts";

const run = () => undefined;
const check =
  (job: unknown, name = "nightly") =>
  () =>
    checkCron({ [name]: job }, "cron");

test.each(["* * * * *", "0 3 * * *", "*/5 9-17 * * MON-FRI", "0 0 29 2 *", "@hourly"])(
  "%s is a schedule",
  (schedule) => {
    expect(check({ schedule, run, timeZone: "Europe/Berlin" })).not.toThrow();
  },
);

test.each([
  ["0 0 30 2 *", "this day never comes"],
  ["* * * *", "expected 5"],
  ["* * * * * *", "too many fields"],
  ["60 * * * *", "out of range"],
  ["@reboot", "unrecognized"],
  ["", "expected 5"],
  [5, "it is missing"],
  [undefined, "it is missing"],
])("the schedule %j is refused: %s", (schedule, reason) => {
  expect(check({ schedule, run })).toThrow(
    new RegExp(
      `option cron\\.nightly\\.schedule of .*minute hour day month weekday.*${reason}.*INVALID_OPTION`,
    ),
  );
});

test.each<[string, unknown, string]>([
  [
    "an unknown time zone",
    { schedule: "* * * * *", run, timeZone: "Europe/Nowhere" },
    "cron.nightly.timeZone",
  ],
  ["no function", { schedule: "* * * * *" }, "cron.nightly.run"],
  ["a mistyped option", { schedule: "* * * * *", run, timezone: "UTC" }, "timezone"],
  ["no object", "* * * * *", "cron.nightly"],
])("a job with %s is refused", (_, job, named) => {
  expect(check(job)).toThrow(named);
});

test("a name that is no key is refused", () => {
  expect(check({ schedule: "* * * * *", run }, "a\nb")).toThrow("INVALID_OPTION");
});
