import { MAX_ISSUES } from "../../schema/validation-issues.ts";
import { type Components, REFERENCE } from "./json-schema.ts";

/** The components that describe problem documents (RFC 9457). */
export const PROBLEM_COMPONENTS: Components = {
  Problem: {
    type: "object",
    description: "A problem document (RFC 9457).",
    properties: {
      title: { type: "string" },
      status: { type: "integer", minimum: 400, maximum: 599 },
      detail: { type: "string" },
      requestId: { type: "string", description: "Also in the server's log." },
    },
    required: ["title", "status"],
  },
  ValidationProblem: {
    allOf: [
      { $ref: `${REFERENCE}Problem` },
      {
        type: "object",
        properties: {
          errors: {
            type: "array",
            maxItems: MAX_ISSUES,
            items: {
              type: "object",
              properties: {
                detail: { type: "string" },
                pointer: { type: "string", description: "The fragment of a JSON Pointer (RFC 6901 §6)." },
                in: { enum: ["params", "query", "body"] },
              },
              required: ["detail", "pointer", "in"],
            },
          },
        },
        required: ["errors"],
      },
    ],
  },
};

/** A response with a problem document. */
export function problemContent(name: "Problem" | "ValidationProblem", description: string): object {
  return {
    description,
    content: { "application/problem+json": { schema: { $ref: REFERENCE + name } } },
  };
}
