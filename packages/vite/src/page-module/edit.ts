import type MagicString from "magic-string";
import type { ESTree } from "vite";
import type { Comment, ParsedModule } from "./parse.ts";
import type { Removal } from "./reachable.ts";
import { nameOf } from "./statements.ts";

/** From `start` to `end`, which is not included. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Applies a plan to the text, statement by statement. Everything else stays where it was.
 *
 * @returns the removed ranges of the original text
 */
export function applyRemoval(
  magic: MagicString,
  { program, comments }: ParsedModule,
  removal: Removal,
  names: ReadonlySet<string>,
): readonly Span[] {
  const editor = new Editor(magic, comments, removal);
  program.body.forEach((statement, index) => {
    const goes =
      statement.type === "ExportAllDeclaration" ? isNamedStar(statement, names) : editor.edit(statement);
    if (goes) editor.removeStatement(statement, program.body[index + 1]);
  });
  return editor.gone;
}

/** `export * as meta from "./x"` */
function isNamedStar({ exported }: ESTree.ExportAllDeclaration, names: ReadonlySet<string>): boolean {
  return exported !== null && names.has(nameOf(exported));
}

/** Comments that tools read, at any position. */
const PRAGMA = /@(jsx|refresh|license|preserve)|^!/;

class Editor {
  readonly gone: Span[] = [];
  readonly #magic: MagicString;
  readonly #comments: readonly Comment[];
  readonly #removal: Removal;

  constructor(magic: MagicString, comments: readonly Comment[], removal: Removal) {
    this.#magic = magic;
    this.#comments = comments;
    this.#removal = removal;
  }

  /** Edits the inside of a statement; true if nothing of it would be left. */
  edit(statement: ESTree.Program["body"][number]): boolean {
    switch (statement.type) {
      case "ImportDeclaration":
        return this.#editImport(statement);
      case "ExportNamedDeclaration":
        return statement.declaration
          ? this.#editDeclaration(statement.declaration, statement)
          : this.#editExportList(statement);
      default:
        return this.#editDeclaration(statement, undefined);
    }
  }

  #cut(start: number, end: number, replacement = ""): void {
    if (replacement) this.#magic.overwrite(start, end, replacement);
    else this.#magic.remove(start, end);
    this.gone.push({ start, end });
  }

  #goes(node: ESTree.Node): boolean {
    return this.#removal.removed.has(node);
  }

  #editImport({ specifiers }: ESTree.ImportDeclaration): boolean {
    const staying = specifiers.filter((specifier) => !this.#goes(specifier));
    if (staying.length === specifiers.length) return false;
    // `import { type Row } from "./db"` may still run "./db", depending on the compiler's options.
    if (staying.every(isTypeOnly)) return true;
    const [first] = specifiers;
    const rest = first?.type === "ImportDefaultSpecifier" ? specifiers.slice(1) : specifiers;
    if (first && first !== rest[0]) this.#editDefault(first, rest);
    if (rest.some((specifier) => !this.#goes(specifier))) this.#thin(rest);
    return false;
  }

  /** `import a, { b }` and `import a, * as b`: the comma is removed with either side. */
  #editDefault(first: Span & ESTree.Node, rest: readonly ESTree.ImportDeclarationSpecifier[]): void {
    const [next] = rest;
    const last = rest.at(-1);
    if (!next || !last) return;
    const isList = next.type === "ImportSpecifier";
    if (this.#goes(first)) this.#cut(first.start, isList ? this.#find("{", first.end) : next.start);
    else if (rest.every((specifier) => this.#goes(specifier))) {
      this.#cut(first.end, isList ? this.#find("}", last.end) + 1 : last.end);
    }
  }

  #editExportList({ specifiers }: ESTree.ExportNamedDeclaration): boolean {
    const staying = specifiers.filter((specifier) => !this.#goes(specifier));
    if (staying.length === specifiers.length) return false;
    if (staying.every(isTypeOnly)) return true;
    this.#thin(specifiers);
    return false;
  }

  #editDeclaration(node: ESTree.Node, exporting: ESTree.ExportNamedDeclaration | undefined): boolean {
    if (node.type === "VariableDeclaration") return this.#editVariables(node, exporting);
    if (this.#goes(node)) return true;
    if (exporting && this.#removal.unexported.has(node)) this.#cut(exporting.start, node.start);
    return false;
  }

  #editVariables(
    node: ESTree.VariableDeclaration,
    exporting: ESTree.ExportNamedDeclaration | undefined,
  ): boolean {
    const staying = node.declarations.filter((declarator) => !this.#goes(declarator));
    const [first] = staying;
    if (!first) return true;
    this.#thin(node.declarations);
    if (!exporting) return false;
    const isExported = (declarator: ESTree.Node) => !this.#removal.unexported.has(declarator);
    if (!isExported(first)) this.#cut(exporting.start, node.start);
    for (const [index, declarator] of staying.entries()) {
      const before = staying[index - 1];
      if (!before || isExported(before) === isExported(declarator)) continue;
      const start = `; ${isExported(declarator) ? "export " : ""}${node.kind} `;
      this.#cut(before.end, declarator.start, start);
    }
    return false;
  }

  /** Removes entries of a list, each with one comma; at least one stays. */
  #thin(list: readonly (Span & ESTree.Node)[]): void {
    let lastStaying: Span | undefined;
    for (const [index, item] of list.entries()) {
      const before = list[index - 1];
      if (this.#goes(item)) continue;
      if (before && before !== lastStaying) {
        this.#cut(lastStaying?.end ?? list[0]?.start ?? item.start, lastStaying ? before.end : item.start);
      }
      lastStaying = item;
    }
    const last = list.at(-1);
    if (last && lastStaying && last !== lastStaying) this.#cut(lastStaying.end, last.end);
  }

  /** Removes a statement with its own comments and line end. */
  removeStatement(statement: ESTree.Node, next: ESTree.Node | undefined): void {
    const { original } = this.#magic;
    const start = this.#startWithComments(startOf(statement));
    const end = this.#endOfLine(statement.end);
    // Without the statement, a line before it without a semicolon would continue with the next one.
    const separator = next && /[([`+\-/<]/.test(original.charAt(next.start)) ? ";" : "";
    this.#cut(start, end, separator);
  }

  #startWithComments(start: number): number {
    const { original } = this.#magic;
    const comment = this.#comments.findLast(({ end }) => end <= start);
    if (!comment || PRAGMA.test(comment.value)) return start;
    const between = original.slice(comment.end, start);
    const isDirectlyAbove = between.trim() === "" && between.split("\n").length <= 2;
    const lineBefore = original.slice(original.lastIndexOf("\n", comment.start) + 1, comment.start);
    return isDirectlyAbove && lineBefore.trim() === "" ? this.#startWithComments(comment.start) : start;
  }

  #endOfLine(end: number): number {
    const { original } = this.#magic;
    const comment = this.#comments.find(
      ({ start }) => start >= end && original.slice(end, start).trim() === "",
    );
    const isTrailing = comment && !original.slice(end, comment.end).includes("\n");
    const lineEnd = /[^\S\r\n]*(\r?\n|$)/y;
    for (const from of isTrailing ? [comment.end, end] : [end]) {
      lineEnd.lastIndex = from;
      if (lineEnd.test(original)) return lineEnd.lastIndex;
    }
    return end;
  }

  /** The next such character that is not in a comment. */
  #find(character: string, from: number): number {
    const at = this.#magic.original.indexOf(character, from);
    const comment = this.#comments.find(({ start, end }) => start <= at && at < end);
    return comment ? this.#find(character, comment.end) : at;
  }
}

function isTypeOnly(specifier: ESTree.ImportDeclarationSpecifier | ESTree.ExportSpecifier): boolean {
  if (specifier.type === "ImportSpecifier") return specifier.importKind === "type";
  return specifier.type === "ExportSpecifier" && specifier.exportKind === "type";
}

/** Decorators may precede `export`. */
function startOf(statement: ESTree.Node): number {
  const node = statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement;
  const decorator = "decorators" in node ? node.decorators?.[0] : undefined;
  return Math.min(statement.start, decorator?.start ?? statement.start);
}
