import { expect, test } from "vitest";
import { requestTarget } from "../../http/target.ts";
import { changedPaths } from "./changed-paths.ts";

function changed(headers: Record<string, string>, base = "/"): string[] {
  const target = requestTarget(`https://a.example${base}posts/new?draft=1`, base);
  if (!target || "reason" in target) throw new Error("no target");
  return changedPaths(target, new Headers(headers), { base });
}

test.each<[Record<string, string>, string[]]>([
  [{}, []],
  [{ location: "/posts/1?new#top" }, ["/posts/1"]],
  [{ location: "1" }, ["/posts/1"]],
  [{ location: "https://a.example/posts" }, ["/posts"]],
  [{ location: "/posts/" }, ["/posts"]],
  [{ "content-location": "/posts/1", location: "/posts" }, ["/posts", "/posts/1"]],
  [{ location: "/posts/new" }, []],
  [{ location: "?done" }, []],
  [{ location: "//b.example/posts" }, []],
  [{ location: "http://a.example/posts" }, []],
  [{ location: "https://a.example:444/posts" }, []],
  [{ location: "javascript:alert(1)" }, []],
  [{ location: "http://[" }, []],
  [{ location: "" }, []],
  [{ location: "/%5c" }, []],
])("%j", (headers, others) => {
  expect(changed(headers)).toEqual(["/posts/new", ...others]);
});

test("below a base", () => {
  expect(changed({ location: "/app/posts" }, "/app/")).toEqual(["/posts/new", "/posts"]);
  expect(changed({ location: "/posts" }, "/app/")).toEqual(["/posts/new"]);
});
