import type { EndpointSchemas } from "../../api/endpoint-types.ts";
import type { Segment } from "../../contract/route-table.ts";
import { isPlainObject } from "../../util/plain-object.ts";
import type { JsonSchema, SchemaSide } from "./json-schema.ts";
import { problemContent } from "./problems.ts";

/** Looks up the JSON Schema of a part of an endpoint; any value if there is none. */
export type SchemaReader = (part: keyof EndpointSchemas, side: SchemaSide) => JsonSchema;

/** The description of one method of an endpoint (OpenAPI 3.1, Operation Object). */
export function operationOf(
  method: string,
  id: string,
  segments: readonly Segment[],
  schemas: EndpointSchemas,
  read: SchemaReader,
): object {
  const parameters = [...pathParameters(segments, schemas, read), ...queryParameters(schemas, read)];
  const tag = tagOf(segments);
  return {
    operationId: id,
    ...(tag !== undefined && { tags: [tag] }),
    ...(parameters.length > 0 && { parameters }),
    ...(schemas.body && method !== "GET" && { requestBody: requestBody(read("body", "input")) }),
    responses: {
      200: schemas.response
        ? { description: "OK", content: { "application/json": { schema: read("response", "output") } } }
        : { description: "OK" },
      ...((schemas.params || schemas.query || schemas.body) && {
        422: problemContent("ValidationProblem", "The request is not valid."),
      }),
      default: problemContent("Problem", "An error."),
    },
  };
}

/** Viewers group operations by tags: those of `/api/notes` and `/api/notes/[id]` are `notes`. */
function tagOf(segments: readonly Segment[]): string | undefined {
  const isApi = ([first]: readonly Segment[]) => first?.kind === "static" && first.value === "api";
  const [first] = isApi(segments) ? segments.slice(1) : segments;
  return first?.kind === "static" ? first.value : undefined;
}

function pathParameters(
  segments: readonly Segment[],
  schemas: EndpointSchemas,
  read: SchemaReader,
): object[] {
  const described = schemas.params ? propertiesOf(read("params", "input")) : {};
  return segments.flatMap((segment) => {
    if (segment.kind === "static") return [];
    const { name } = segment;
    const isList = segment.kind === "rest" || segment.kind === "optional-rest";
    // A list is several segments, which OpenAPI has no word for.
    const schema = isList ? { type: "string" } : (described[name] ?? { type: "string" });
    return [
      { name, in: "path", required: true, schema, ...(isList && { description: "One or more segments." }) },
    ];
  });
}

function queryParameters(schemas: EndpointSchemas, read: SchemaReader): object[] {
  if (!schemas.query) return [];
  const schema = read("query", "input");
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(propertiesOf(schema)).map(([name, property]) => ({
    name,
    in: "query",
    // No value is an empty list.
    required: required.includes(name) && property.type !== "array",
    schema: property,
  }));
}

function propertiesOf({ properties }: JsonSchema): Record<string, JsonSchema> {
  return isPlainObject(properties) ? (properties as Record<string, JsonSchema>) : {};
}

/** As JSON, and, if it is an object, as a form; with files as a form only. */
function requestBody(schema: JsonSchema): object {
  const media = { schema };
  const form = "multipart/form-data";
  if (JSON.stringify(schema).includes('"format":"binary"'))
    return { required: true, content: { [form]: media } };
  const isForm = schema.type === "object";
  return { required: true, content: { "application/json": media, ...(isForm && { [form]: media }) } };
}
