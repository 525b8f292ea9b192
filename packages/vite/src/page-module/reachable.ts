import type { ESTree } from "vite";
import type { ExportEntry, Unit } from "./statements.ts";

/** What happens to the units and entries of a module when some exports are removed. */
export interface Removal {
  /** Units and export entries that are removed completely. */
  removed: ReadonlySet<ESTree.Node>;
  /** Exported declarations that stay for the module's own use. */
  unexported: ReadonlySet<ESTree.Node>;
}

/**
 * Decides what is removed with the named exports: the exports themselves, and every declaration and import that only they
 * reach. A declaration without any reference stays, and so does a statement that runs, with all it needs. A reference in
 * a type does not keep a declaration, since types are erased, but it is followed from a removed one.
 */
export function planRemoval(
  units: readonly Unit[],
  entries: readonly ExportEntry[],
  names: ReadonlySet<string>,
): Removal {
  const isNamed = (unit: Unit) => [...unit.exports].some((name) => names.has(name));
  const index = indexUnits(units);
  const going = units.filter(isNamed);
  const [goingEntries, stayingEntries] = partition(entries, ({ exported }) => names.has(exported));

  const first = [...going.flatMap(({ declares }) => [...declares]), ...locals(goingEntries)];
  const suspects = closure(index, first, ["values", "types"]);
  const staying = units.filter(
    (unit) => unit.pinned || !suspects.has(unit) || (unit.exports.size > 0 && !isNamed(unit)),
  );
  const asked = [...staying.flatMap(({ values }) => [...values]), ...locals(stayingEntries)];
  const kept = new Set([...staying, ...closure(index, asked, ["values"])]);

  const removed = units.filter((unit) => !kept.has(unit));
  return {
    removed: new Set([...removed, ...goingEntries].map(({ node }) => node)),
    unexported: new Set(going.filter((unit) => kept.has(unit)).map(({ node }) => node)),
  };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [yes: T[], no: T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function locals(entries: readonly ExportEntry[]): string[] {
  return entries.flatMap(({ local }) => (local === undefined ? [] : [local]));
}

/** The units that declare the names, and all units that these reach. */
function closure(index: UnitIndex, names: readonly string[], by: readonly ("values" | "types")[]): Set<Unit> {
  const reached = new Set<Unit>();
  const seen = new Set(names);
  // A Set's iterator also visits what is added meanwhile.
  for (const name of seen) {
    for (const unit of index.get(name) ?? []) {
      reached.add(unit);
      for (const kind of by) for (const next of unit[kind]) seen.add(next);
    }
  }
  return reached;
}

type UnitIndex = ReadonlyMap<string, readonly Unit[]>;

/** By the names they declare; overloads and merged namespaces declare a name together. */
function indexUnits(units: readonly Unit[]): UnitIndex {
  const index = new Map<string, Unit[]>();
  for (const unit of units) {
    for (const name of unit.declares) index.set(name, [...(index.get(name) ?? []), unit]);
  }
  return index;
}
