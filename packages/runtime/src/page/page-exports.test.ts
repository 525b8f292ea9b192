import { expect, test } from "vitest";
import { checkComponent, checkPageExports, mistakenExports } from "./page-exports.ts";

test.each([
  ["html_props", "htmlProps"],
  ["HTMLProps", "htmlProps"],
  ["htmlPorps", "htmlProps"],
  ["Meta", "meta"],
  ["metas", "meta"],
  ["head", "Head"],
  ["Config", "config"],
  ["confg", "config"],
  ["metadata", "meta"],
])("%s is taken for %s", (name, meant) => {
  expect(mistakenExports(["default", name])).toEqual([{ name, meant }]);
});

test.each([
  "default",
  "meta",
  "Head",
  "htmlProps",
  "config",
  "Header",
  "Heading",
  "data",
  "beta",
  "toString",
])("%s may be meant", (name) => {
  expect(mistakenExports([name])).toEqual([]);
});

test.each(["server", "getServerSideProps", "getStaticProps", "loader", "action"])(
  "an export named %s belongs in the companion",
  (name) => {
    expect(() => checkPageExports("src/pages/a.tsx", ["default", name])).toThrow(
      `src/pages/a.tsx exports "${name}", which nothing calls. Move it to the companion, src/pages/a.server.ts`,
    );
  },
);

test.each([
  ["links", "Head"],
  ["generateMetadata", "meta"],
  ["getStaticPaths", "prerender"],
  ["html_props", "htmlProps"],
  ["clientLoader", "server file"],
])("an export named %s is refused, with the way that there is", (name, way) => {
  expect(() => checkPageExports("src/pages/a.tsx", ["default", name])).toThrow(way);
});

test.each([
  ["getLayout", "__layout.tsx"],
  ["getInitialProps", "src/pages/a.server.ts"],
])("a component with %s is refused, with the way that there is", (name, way) => {
  const Page = Object.assign(() => null, { [name]: () => null });
  expect(() => checkComponent("src/pages/a.tsx", Page)).toThrow(way);
  expect(() => checkComponent("src/pages/a.tsx", () => null)).not.toThrow();
});

test.each([
  ["src/pages/_app.tsx", "__root.tsx"],
  ["src/pages/_document.jsx", "htmlProps"],
  ["src/pages/shop/_error.tsx", "404.tsx"],
])("%s is no page in Next.js", (file, instead) => {
  expect(() => checkPageExports(file, ["default"])).toThrow(
    expect.objectContaining({ code: "FOREIGN_FILE", message: expect.stringContaining(instead) }),
  );
  expect(() => checkPageExports(file.replace("/_", "/__"), ["default"])).not.toThrow();
});
