import { expect, test } from "vitest";
import type { MiddlewareContext } from "../api/define-server.ts";
import { middlewareContext } from "./user-context.ts";

const context = () =>
  middlewareContext({ hasSessions: false } as MiddlewareContext & { hasSessions: boolean });

test("fields of the app's own may be set", () => {
  expect(Object.assign(context(), { mine: 1 }).mine).toBe(1);
});

test("a response transform under Bunext's name is not lost without a word", () => {
  expect(() => Object.assign(context(), { res_transform: () => undefined })).toThrow(
    /res_transform.*Set ctx\.resTransform.*FOREIGN_NAME/,
  );
});
