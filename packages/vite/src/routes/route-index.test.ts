import { expect, test } from "vitest";
import { RouteIndex } from "./route-index.ts";
import { scanPages } from "./scan.ts";

const files = new RouteIndex(
  scanPages(
    ["__root.tsx", "a/__layout.tsx", "a/b.tsx", "a/b.server.ts", "404.tsx", "api/users.ts", "helper.css"],
    { directory: "src/pages" },
  ).table,
);

test("components of pages, error pages, layouts and the root are pages", () => {
  const pages = ["__root.tsx", "a/__layout.tsx", "a/b.tsx", "404.tsx"];
  const others = ["a/b.server.ts", "api/users.ts", "helper.css", "none.tsx"];
  const isPage = (file: string) => files.isPage(`src/pages/${file}`);
  expect([pages.filter(isPage), others.filter(isPage)]).toEqual([pages, []]);
});

test("endpoints, src/server.ts and what is named so stay on the server, in any case of letters", () => {
  const server = ["src/pages/API/Users.ts", "src/pages/a/b.server.ts", "src/Server.ts", "src/x.SERVER.ts"];
  const others = ["src/pages/a/b.tsx", "src/users.ts", "src/servers.ts"];
  const isServerFile = (file: string) => files.isServerFile(file);
  expect([server.filter(isServerFile), others.filter(isServerFile)]).toEqual([server, []]);
});

test("an import may name an endpoint by the beginning of its name", () => {
  expect(["", "u", "users", "user", "sers", "pages"].filter((start) => files.mayNameEndpoint(start))).toEqual(
    ["", "u", "users", "user"],
  );
});
