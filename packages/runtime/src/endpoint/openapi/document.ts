import type { OpenApiOptions } from "../../api/define-server.ts";
import type { EndpointSchemas, TypedEndpoint } from "../../api/endpoint-types.ts";
import type { EndpointRoute, Segment } from "../../contract/route-table.ts";
import { logEvents, warnOnce } from "../../diagnostics/log-events.ts";
import { messageOf } from "../../diagnostics/thrown.ts";
import { isSchema } from "../../schema/run-schema.ts";
import { isPlainObject } from "../../util/plain-object.ts";
import type { PreparedEndpoint } from "../methods.ts";
import {
  type Components,
  componentName,
  hoistReferences,
  type JsonSchema,
  jsonSchemaOf,
  REFERENCE,
} from "./json-schema.ts";
import { operationOf, type SchemaReader } from "./operation.ts";
import { PROBLEM_COMPONENTS } from "./problems.ts";

/** A description of an API in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html), as plain data. */
export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: OpenApiOptions;
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: { readonly schemas: Components };
}

/** An endpoint of the app, with what its module exports. */
export interface DescribedEndpoint {
  readonly route: EndpointRoute;
  readonly prepared: PreparedEndpoint;
}

/**
 * Describes the handlers that `endpoint()` made, by their schemas. Others, such as webhooks, are for those who know them.
 *
 * @param base Vite's `base`
 */
export function openApiDocument(
  info: OpenApiOptions,
  base: string,
  endpoints: readonly DescribedEndpoint[],
): OpenApiDocument {
  const components: Components = { ...PROBLEM_COMPONENTS };
  const ids = new Set<string>();
  const paths: Record<string, Record<string, object>> = {};
  for (const { route, prepared } of endpoints) {
    for (const [method, handler] of prepared.handlers) {
      if (method === "HEAD" || !isTyped(handler)) continue;
      const id = uniqueId(operationId(method, route.segments), ids);
      const read = readerOf(handler.schemas, `${method} ${route.id}`, id, components);
      const path = pathOf(route.segments);
      paths[path] ??= {};
      paths[path][method.toLowerCase()] = operationOf(method, id, route.segments, handler.schemas, read);
    }
  }
  return {
    openapi: "3.1.1",
    info,
    ...(base !== "/" && { servers: [{ url: base.slice(0, -1) }] }),
    paths,
    components: { schemas: components },
  };
}

function isTyped(handler: object): handler is TypedEndpoint {
  return (
    "schemas" in handler &&
    isPlainObject(handler.schemas) &&
    Object.values(handler.schemas).every(isSchemaOrNone)
  );
}

function isSchemaOrNone(value: unknown): boolean {
  return value === undefined || isSchema(value);
}

function readerOf(schemas: EndpointSchemas, place: string, id: string, components: Components): SchemaReader {
  return (part, side) => {
    const schema = schemas[part];
    if (!schema) return {};
    try {
      const converted = jsonSchemaOf(schema, side);
      if (converted) return describedPart(converted, part, `${id}_${part}`, components);
      warnOnce(logEvents.schemaNotDescribed(place, part, "its library offers no JSON Schema"));
    } catch (error) {
      warnOnce(logEvents.schemaNotDescribed(place, part, messageOf(error)));
    }
    return {};
  };
}

/** A response that refers to something is a component, so that clients have a name for it; the other parts are read by property. */
function describedPart(
  converted: JsonSchema,
  part: keyof EndpointSchemas,
  name: string,
  components: Components,
): JsonSchema {
  const described = hoistReferences(converted, name, components);
  if (part !== "response" || described === converted) return described;
  components[name] = described;
  return { $ref: REFERENCE + name };
}

/** `/api/notes/[id]` as `/api/notes/{id}`. */
function pathOf(segments: readonly Segment[]): string {
  return `/${segments.map(segmentTemplate).join("/")}`;
}

function segmentTemplate(segment: Segment): string {
  switch (segment.kind) {
    case "static":
      return encodeURI(segment.value);
    case "mixed":
      return `${encodeURI(segment.prefix)}{${segment.name}}${encodeURI(segment.suffix)}`;
    default:
      return `{${segment.name}}`;
  }
}

/** `GET /api/notes/[id]` as `getApiNotesId`: a name that generators of clients can use. */
function operationId(method: string, segments: readonly Segment[]): string {
  const words = segments.flatMap((segment) => {
    const text = segment.kind === "static" ? segment.value : segment.name;
    return text.split(/[^\p{L}\p{N}]+/u);
  });
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** Ids become names of components, too, which are ASCII. */
function uniqueId(wanted: string, taken: Set<string>): string {
  const plain = componentName(wanted);
  let id = plain;
  for (let count = 2; taken.has(id); count++) id = `${plain}${count}`;
  taken.add(id);
  return id;
}
