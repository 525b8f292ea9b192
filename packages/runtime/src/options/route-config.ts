import { errors } from "../diagnostics/errors.ts";
import { DAY_IN_SECONDS } from "./checks.ts";
import { isBoolean, type Mistakes, type ValueRule } from "./rules.ts";

/** Ends up in a timer. */
export const isTimeout: ValueRule = {
  expected: `a number of seconds above 0, at most ${DAY_IN_SECONDS}`,
  accepts: (value) => typeof value === "number" && value > 0 && value <= DAY_IN_SECONDS,
};

/** What the `config` of a page and that of an endpoint have in common. */
export const ROUTE_RULES = {
  csrf: isBoolean,
  maxRequestBodyMB: {
    expected: "a number of megabytes, 0 or more",
    accepts: (value: unknown) => typeof value === "number" && value >= 0 && Number.isFinite(value),
  },
};

/** The errors for what is wrong in a `config`: UNKNOWN_CONFIG and INVALID_CONFIG. */
export function configMistakes(kind: "page" | "endpoint"): Mistakes {
  return {
    unknown: (file, key, suggestion) => errors.unknownConfig(file, kind, key, suggestion),
    invalid: errors.invalidConfig,
  };
}
