import type { Unit } from "./statements.ts";

/** Something that the user must write differently, and its position in the text. */
export interface Finding {
  message: string;
  offset: number;
}

/** The exports of such a name that are written as `export const { meta } = …`. */
export function destructuredExports(units: readonly Unit[], names: ReadonlySet<string>): Finding[] {
  return units.flatMap(({ node, exports }) => {
    if (node.type !== "VariableDeclarator" || node.id.type === "Identifier") return [];
    const found = [...exports].filter((name) => names.has(name));
    return found.map((name) => ({ message: messageFor(name), offset: node.start }));
  });
}

function messageFor(name: string): string {
  return (
    `"${name}" is exported by destructuring, so it cannot be separated from the rest. ` +
    `Write it as a plain declaration: export const ${name} = …`
  );
}
