import { expect, test } from "vitest";
import { JobClaims } from "./job-claims.ts";

const MINUTE = 60_000;

test("one worker runs a job at a time, and each time once", () => {
  const claims = new JobClaims<string>();
  expect(claims.claim("mail", MINUTE, "a")).toBe(true);
  expect(claims.claim("mail", MINUTE, "b")).toBe(false);
  expect(claims.claim("mail", 2 * MINUTE, "b")).toBe(false);
  expect(claims.claim("report", MINUTE, "b")).toBe(true);
  claims.release("mail", "b");
  expect(claims.claim("mail", 2 * MINUTE, "b")).toBe(false);
  claims.release("mail", "a");
  expect(claims.claim("mail", MINUTE, "b")).toBe(false);
  expect(claims.claim("mail", 2 * MINUTE, "b")).toBe(true);
});

test("the runs of a worker that is gone have ended", () => {
  const claims = new JobClaims<string>();
  claims.claim("mail", MINUTE, "a");
  claims.releaseAll("a");
  expect(claims.claim("mail", MINUTE, "b")).toBe(false);
  expect(claims.claim("mail", 2 * MINUTE, "b")).toBe(true);
});

test("a schedule follows a clock that was set back by more than a minute", () => {
  const claims = new JobClaims<string>();
  claims.claim("mail", 100 * MINUTE, "a");
  claims.release("mail", "a");
  expect(claims.claim("mail", 99.5 * MINUTE, "a")).toBe(false);
  expect(claims.claim("mail", 40 * MINUTE, "a")).toBe(true);
});
