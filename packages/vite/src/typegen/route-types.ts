import type { ModulePair, Route, RouteTable, Segment } from "@bunsen/runtime/internal/route-table";

/**
 * The text of `.bunsen/routes.d.ts`: what each route's companions pass to its page, and what each endpoint exports.
 *
 * @param table the routes
 * @param rootFromFile the relative path from the generated file's directory to the project root, such as `..`
 * @param serverFile `src/server.ts`, if there is one, relative to the project root
 */
export function routeTypes(table: RouteTable, rootFromFile: string, serverFile?: string): string {
  const entries = table.routes.map(
    (route) => `    ${JSON.stringify(route.id)}: ${routeType(route, rootFromFile)};`,
  );
  return `// Written by Bunsen from the files in the pages directory. Changes are overwritten.
import type { CompanionProps } from "@bunsen/runtime";

declare module "@bunsen/runtime" {
  interface RouteTypes {
${entries.join("\n")}
  }
${serverFile === undefined ? "" : `  interface ServerTypes {\n    server: ${moduleType(rootFromFile, serverFile)};\n  }\n`}}
`;
}

function routeType(route: Route, rootFromFile: string): string {
  const parameters = parameterTypes(route.segments);
  if (route.kind === "endpoint") {
    return `{ kind: "endpoint"; module: ${moduleType(rootFromFile, route.file)}; ${parameters} }`;
  }
  const companions = [...route.wrappers, route].flatMap((pair: ModulePair) => pair.server ?? []);
  const modules = companions.map((file) => moduleType(rootFromFile, file));
  return `{ kind: "page"; props: CompanionProps<[${modules.join(", ")}]>; ${parameters} }`;
}

/** The params of a page, and the params of a link to it, which may also be numbers. */
function parameterTypes(segments: readonly Segment[]): string {
  const params: string[] = [];
  const link: string[] = [];
  for (const segment of segments) {
    if (segment.kind === "static") continue;
    const name = JSON.stringify(segment.name);
    const isList = segment.kind === "rest" || segment.kind === "optional-rest";
    params.push(`${name}: ${isList ? "string[]" : "string"}`);
    const isOptional = segment.kind === "optional-rest" ? "?" : "";
    link.push(`${name}${isOptional}: ${isList ? "readonly (string | number)[]" : "string | number"}`);
  }
  return `params: ${objectType(params)}; link: ${objectType(link)}`;
}

function objectType(members: readonly string[]): string {
  return members.length === 0 ? "{}" : `{ ${members.join("; ")} }`;
}

/** Without the extension, because not every tsconfig allows it in an import. */
function moduleType(rootFromFile: string, file: string): string {
  return `typeof import(${JSON.stringify(`${rootFromFile}/${file.replace(/\.[cm]?[jt]sx?$/, "")}`)})`;
}
