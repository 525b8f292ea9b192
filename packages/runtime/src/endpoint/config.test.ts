import { expect, test } from "vitest";
import { checkEndpointConfig } from "./config.ts";

test("an endpoint's config is checked by what endpoints have", () => {
  const file = "src/pages/api/x.ts";
  expect(checkEndpointConfig(file, undefined)).toEqual({});
  expect(checkEndpointConfig(file, { maxRequestBodyMB: 0.5, csrf: false })).toEqual({
    maxRequestBodyMB: 0.5,
    csrf: false,
  });
  expect(() => checkEndpointConfig(file, { maxRequestBodyMb: 50 })).toThrow(
    /endpoint .* has the unknown key "maxRequestBodyMb".*"maxRequestBodyMB"/,
  );
  expect(() => checkEndpointConfig(file, { hydrate: false })).toThrow(/has the unknown key "hydrate"/);
  expect(() => checkEndpointConfig(file, { maxRequestBodyMB: "50" })).toThrow(/set to "50"/);
  expect(checkEndpointConfig(file, { timeout: 86_400 })).toEqual({ timeout: 86_400 });
  expect(() => checkEndpointConfig(file, { timeout: 0 })).toThrow(/timeout set to 0/);
  expect(() => checkEndpointConfig(file, { timeout: 2_592_000 })).toThrow(/at most 86400/);
});

test.each([null, "a", 1, [], new Map([["csrf", false]]), () => ({ csrf: false }), Promise.resolve({})])(
  "a config that is %o is refused",
  (config) => {
    expect(() => checkEndpointConfig("src/pages/api/x.ts", config)).toThrow("INVALID_CONFIG");
  },
);
