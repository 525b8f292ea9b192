import MagicString, { type SourceMap } from "magic-string";
import { parseModule } from "./parse.ts";

/** A quick check, so that most modules are not parsed. */
const PERHAPS_NAMELESS = /export\s+default\s+(async\b|function\b|class\b|\(|[\w$]+\s*=>|<)/;

/**
 * Names a component that is exported without a name `Page`: React's refresh keeps only the state of components with a
 * name.
 *
 * @returns null when the default export has a name, or is not a function or class
 * @throws {PageModuleError} when the module does not parse
 */
export function nameDefaultExport(code: string, file: string): { code: string; map: SourceMap } | null {
  if (!PERHAPS_NAMELESS.test(code)) return null;
  const statement = parseModule(code, file).program.body.find(
    (node) => node.type === "ExportDefaultDeclaration",
  );
  if (!statement) return null;
  const { declaration } = statement;
  const isDeclaration = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
  if (isDeclaration ? declaration.id !== null : declaration.type !== "ArrowFunctionExpression") return null;
  const name = unusedName(code);
  const magic = new MagicString(code);
  magic.overwrite(statement.start, declaration.start, `const ${name} = `);
  magic.appendLeft(declaration.end, ";");
  magic.append(`\nexport default ${name};\n`);
  return {
    code: magic.toString(),
    map: magic.generateMap({ source: file, hires: "boundary", includeContent: true }),
  };
}

function unusedName(code: string): string {
  let name = "Page";
  while (new RegExp(`\\b${name}\\b`).test(code)) name += "_";
  return name;
}
