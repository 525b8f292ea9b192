import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { runBunsen } from "../support/build.ts";
import { builtHome, describeModes, selectedModes } from "../support/modes.ts";

const PATH = "/_bunsen/openapi.json";

describeModes("contract", (app) => {
  const read = async () => (await app.fetch(PATH)).json();

  describe("the description of the API", () => {
    test("is valid OpenAPI 3.1", async () => {
      const response = await app.fetch(PATH);
      expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
      const document = await response.json();
      expect(document).toMatchObject({ openapi: "3.1.1", info: { title: "Contract", version: "1.2.3" } });
      const validator = new Validator();
      const result = await validator.validate(document);
      expect(result.valid, JSON.stringify(result)).toBe(true);
      expect(validator.version).toBe("3.1");
    });

    test("has what endpoint() made, and no other handler", async () => {
      const { paths } = await read();
      expect(Object.keys(paths["/api/typed/described"])).toEqual(["get", "post", "put"]);
      expect(paths["/api/typed/kinds/{kind}"]).toBeUndefined();
      expect(paths["/api/same"]).toBeUndefined();
      const ids = Object.values<Record<string, { operationId: string }>>(paths).flatMap((path) =>
        Object.values(path).map(({ operationId }) => operationId),
      );
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toContain("putApiTypedNotesId");
    });

    test("says parameters, bodies and responses by the schemas", async () => {
      const { paths, components } = await read();
      const { get, put } = paths["/api/typed/notes/{id}"];
      expect(get.parameters).toEqual([
        expect.objectContaining({ name: "id", in: "path", required: true }),
        expect.objectContaining({ name: "tags", in: "query", required: false }),
        expect.objectContaining({ name: "lines", in: "query", required: false }),
      ]);
      expect(get.responses[200].content["application/json"].schema.properties.id.type).toBe("number");
      expect(Object.keys(get.responses)).toEqual(["200", "422", "default"]);
      expect(get.tags).toEqual(["typed"]);
      expect(Object.keys(put.requestBody.content)).toEqual(["multipart/form-data"]);
      const described = paths["/api/typed/described"];
      expect(described.get.responses[200].content["application/json"].schema).toEqual({
        $ref: "#/components/schemas/getApiTypedDescribed_response",
      });
      expect(described.get.parameters.map(({ name }: { name: string }) => name)).toEqual([
        "tags",
        "page",
        "colour",
      ]);
      expect(described.get.parameters[2].schema).toEqual({
        $ref: "#/components/schemas/getApiTypedDescribed_query_Colour",
      });
      expect(components.schemas.getApiTypedDescribed_query_Colour).toMatchObject({ enum: ["red", "green"] });
      const folder = components.schemas.getApiTypedDescribed_response;
      expect(folder.properties.made).toEqual({ type: "string", format: "date-time" });
      expect(folder.properties.inside.items).toEqual({
        $ref: "#/components/schemas/getApiTypedDescribed_response",
      });
      expect(described.post.requestBody.content["application/json"].schema).toEqual({});
      for (const library of ["valibot", "arktype"]) {
        const { schema } = paths[`/api/typed/${library}`].post.requestBody.content["application/json"];
        expect(schema).toMatchObject({ type: "object", properties: { title: { type: "string" } } });
      }
    });

    test("tells which schema it could not describe", async () => {
      await app.fetch(PATH);
      await expect.poll(app.log).toMatch(/POST \/api\/typed\/described.*body.*code=SCHEMA_NOT_DESCRIBED/);
    });

    test("is guarded by middleware, and only read", async () => {
      expect((await app.fetch(PATH, { headers: { "x-no-description": "1" } })).status).toBe(403);
      const head = await app.fetch(PATH, { method: "HEAD" });
      expect([head.status, await head.text()]).toEqual([200, ""]);
      expect((await app.fetch(PATH, { method: "POST" })).status).toBe(405);
    });
  });
});

test.skipIf(!selectedModes().includes("bun"))("bunsen openapi prints it and starts nothing", async () => {
  const home = await builtHome("contract");
  const { code, output } = await runBunsen(home, ["openapi", join(home, "dist")]);
  expect(code, output).toBe(0);
  expect(output).not.toContain("the contract has started");
  expect(output).toContain('"openapi": "3.1.1"');
});
