/** An error with a stable code from the catalogue below. Its message says what happened, where, and what to do. */
export class BunsenError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "BunsenError";
    this.code = code;
  }
}

/** Every error the runtime can give. */
export const errors = {
  noDefaultExport: (file: string) =>
    new BunsenError(
      "NO_DEFAULT_EXPORT",
      `${file} has no default export. A page needs a component: add "export default function Page() { … }".`,
    ),
  noHandler: (file: string) =>
    new BunsenError(
      "NO_HANDLER",
      `${file} exports no request handler. Export "default", "handler" or a method such as "GET"; ` +
        `a helper module needs a name that is not routed, such as "__helper.ts" or "helper.server.ts".`,
    ),
  notAServerFunction: (file: string) =>
    new BunsenError(
      "NOT_A_SERVER_FUNCTION",
      `${file} exports no server function. Export it as "default" or as "server".`,
    ),
  notAResult: (file: string, kind: string) =>
    new BunsenError(
      "NOT_A_RESULT",
      `The server function of ${file} returned ${kind}. Return nothing, a Response, or an object with ` +
        `"props", "redirect" and the like.`,
    ),
  notAResponse: (file: string, kind: string) =>
    new BunsenError(
      "NOT_A_RESPONSE",
      `The handler of ${file} returned ${kind}, which cannot be sent. Return a Response or a value that JSON can hold.`,
    ),
  transformNotAResponse: (path: string, kind: string) =>
    new BunsenError(
      "TRANSFORM_NOT_A_RESPONSE",
      `The resTransform for ${path} returned ${kind}. It must return a Response.`,
    ),
  deadline: (file: string, seconds: number) =>
    new BunsenError(
      "DEADLINE",
      `${file} took longer than its renderTimeout of ${seconds} s. Raise "renderTimeout" in its config, or make it faster.`,
    ),
  invalidPort: (value: string) =>
    new BunsenError("INVALID_PORT", `PORT is ${JSON.stringify(value)}. Set it to a number from 0 to 65535.`),
  portInUse: (port: number) =>
    new BunsenError(
      "PORT_IN_USE",
      `Port ${port} is in use. Stop the program that has it, or choose another one: PORT=${port + 1}.`,
    ),
};
