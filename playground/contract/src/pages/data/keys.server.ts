import type { PageServer } from "@bunsen/runtime";

/** As a careless `JSON.parse` of somebody's input makes them: own keys with a prototype's name. */
export default (() => ({
  props: JSON.parse(
    '{"__proto__":{"polluted":1},"own":1,"deep":{"__proto__":{"polluted":1},"kept":2},"constructor":{"prototype":{"polluted":1}},"toString":"text"}',
  ),
})) satisfies PageServer;
