import { describe, expect, test } from "vitest";
import { describeModes } from "./support/modes.ts";
import { getRaw, rawRequest, sendRaw } from "./support/raw.ts";
import { rawHeader, rawText } from "./support/raw-response.ts";

const APP = {
  "src/pages/index.tsx": "export default () => <h1>home</h1>;\n",
  "src/pages/about.tsx": "export default () => <h1>about</h1>;\n",
  "src/pages/users/[name].tsx":
    "export default ({ params }: { params: { name: string } }) => <h1>{JSON.stringify(params.name)}</h1>;\n",
  "src/pages/form.tsx":
    'export default ({ props }: { props: { error?: string } }) => <form method="post">{props.error ?? "fill me in"}</form>;\n',
  "src/pages/form.server.ts": `
import { type PageServer, redirect } from "@bunsen/runtime";
export default (async (ctx) => {
  if (ctx.req.method !== "POST") return {};
  const form = (await ctx.body) as FormData;
  if (form.get("name")) redirect("/about", 303);
  return { props: { error: "a name is missing" }, responseOptions: { status: 422 } };
}) satisfies PageServer;
`,
  "src/pages/api/named.ts": `
export const GET = () => ({ method: "GET" });
export const POST = async ({ req }: { req: Request }) => new Response(await req.text());
`,
  "src/pages/api/any.ts": "export default ({ req }: { req: Request }) => ({ method: req.method });\n",
  "src/pages/api/nothing.ts": "export const POST = () => undefined;\n",
  "src/pages/robots.txt.ts": 'export const GET = () => new Response("User-agent: *");\n',
};

const methods = (response: Response): string[] => (response.headers.get("allow") ?? "").split(/,\s*/).sort();
const form = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields),
});

describeModes(APP, (app) => {
  describe("pages", () => {
    test("refuse POST without a companion, and say what they allow", async () => {
      const response = await app.fetch("/about", { method: "POST" });
      expect(response.status).toBe(405);
      expect(methods(response)).toEqual(expect.arrayContaining(["GET", "HEAD"]));
      expect(methods(response)).not.toContain("POST");
    });

    test("refuse methods no page has, with or without a companion", async () => {
      for (const path of ["/about", "/form"]) {
        for (const method of ["PUT", "PATCH", "DELETE"]) {
          const response = await app.fetch(path, { method });
          expect(response.status, `${method} ${path}`).toBe(405);
          expect(methods(response), `${method} ${path}`).toContain("GET");
        }
      }
    });

    test("answer a form's POST through their companion", async () => {
      const refused = await app.fetch("/form", form({ name: "" }));
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain("a name is missing");
      const accepted = await app.fetch("/form", form({ name: "Ada" }));
      expect(accepted.status).toBe(303);
      expect(accepted.headers.get("location")).toBe("/about");
    });

    test("answer a form in which nothing is ticked, so that its body is empty", async () => {
      const type = { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "0" };
      const response = await sendRaw(app, rawRequest("POST", "/form", type));
      expect(response.status).toBe(422);
    });

    test("answer OPTIONS with what they allow", async () => {
      const plain = await app.fetch("/about", { method: "OPTIONS" });
      expect(plain.status).toBe(204);
      expect(methods(plain)).not.toContain("POST");
      expect(methods(await app.fetch("/form", { method: "OPTIONS" }))).toContain("POST");
    });
  });

  describe("endpoints", () => {
    test("send plain values as JSON", async () => {
      const response = await app.fetch("/api/named");
      expect(response.headers.get("content-type")).toMatch(/^application\/json/);
      expect(await response.json()).toEqual({ method: "GET" });
    });

    test("send nothing as 204", async () => {
      const response = await app.fetch("/api/nothing", { method: "POST" });
      expect(response.status).toBe(204);
      expect(await response.text()).toBe("");
    });

    test("get the body untouched", async () => {
      const response = await app.fetch("/api/named", { method: "POST", body: "a=1&b=%C3%A9" });
      expect(await response.text()).toBe("a=1&b=%C3%A9");
    });

    test("refuse what they do not export", async () => {
      const response = await app.fetch("/api/named", { method: "PUT" });
      expect(response.status).toBe(405);
      expect(methods(response)).toEqual(expect.arrayContaining(["GET", "HEAD", "POST"]));
      expect(methods(response)).not.toContain("PUT");
    });

    test("answer OPTIONS from what they export", async () => {
      const response = await app.fetch("/api/named", { method: "OPTIONS" });
      expect(response.status).toBe(204);
      expect(methods(response)).toEqual(expect.arrayContaining(["GET", "HEAD", "POST"]));
    });

    test("with a default export answer every method", async () => {
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        const response = await app.fetch("/api/any", { method });
        expect(await response.json(), method).toEqual({ method });
      }
    });

    test("outside of api/ have dots in their URL", async () => {
      expect(await (await app.fetch("/robots.txt")).text()).toBe("User-agent: *");
    });
  });

  describe("HEAD", () => {
    test.each(["/", "/users/ada", "/nowhere", "/api/named", "/robots.txt"])("%s equals GET", async (path) => {
      const get = await app.fetch(path);
      const head = await app.fetch(path, { method: "HEAD" });
      expect(head.status).toBe(get.status);
      const names = (response: Response) => [...response.headers.keys()].filter((name) => name !== "date");
      expect(names(head).sort()).toEqual(names(get).sort());
      expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
    });

    test("sends no body", async () => {
      const response = await sendRaw(app, rawRequest("HEAD", "/"), { head: true, untilClosed: true });
      expect(response.status).toBe(200);
      expect(rawText({ ...response, body: response.rest })).toBe("");
    });
  });

  describe("paths", () => {
    test.each([
      ["/about/", "/about"],
      ["/about/?a=1&b=2", "/about?a=1&b=2"],
      ["//about", "/about"],
      ["/users//ada", "/users/ada"],
      ["//evil.example/", "/evil.example"],
      ["///evil.example", "/evil.example"],
    ])("%s redirects to %s on the same host", async (target, location) => {
      const response = await getRaw(app, target);
      expect(response.status).toBe(308);
      const sent = rawHeader(response, "location") ?? "";
      expect(sent.replace(app.origin, "")).toBe(location);
    });

    test.each(["/index", "/ABOUT", "/about.tsx", "/%2561bout", "/form.server"])(
      "%s is 404",
      async (target) => {
        expect((await getRaw(app, target)).status).toBe(404);
      },
    );

    test.each(["/%", "/%zz", "/%ff", "/%00", "/a%0d%0ab", "/a%5cb", "/users/%c3"])(
      "%s is 400",
      async (target) => {
        expect((await getRaw(app, target)).status).toBe(400);
      },
    );

    test.each(["/%61bout", "/users/../about", "/./about", "/users/%2e%2e/about"])(
      "%s is the same page",
      async (target) => {
        const response = await getRaw(app, target);
        expect(response.status).toBe(200);
        expect(rawText(response)).toContain("<h1>about</h1>");
      },
    );

    test.each([
      ["a%2Fb", "a/b"],
      ["caf%C3%A9", "café"],
      ["%2561", "%61"],
      ["a+b", "a+b"],
    ])("/users/%s reaches params as %s", async (segment, name) => {
      const response = await getRaw(app, `/users/${segment}`);
      expect(response.status).toBe(200);
      expect(rawText(response)).toContain(`<h1>&quot;${name}&quot;</h1>`);
    });
  });

  test.each(["PURGE", "TRACE"])("the method %s is 405", async (method) => {
    const response = await sendRaw(app, rawRequest(method, "/"));
    expect(response.status).toBe(405);
  });

  test("no header names the software's version, every answer forbids sniffing", async () => {
    for (const path of ["/", "/nowhere", "/api/named"]) {
      const response = await app.fetch(path);
      expect(response.headers.get("x-powered-by"), path).toBeNull();
      expect(response.headers.get("x-content-type-options"), path).toBe("nosniff");
    }
  });
});
