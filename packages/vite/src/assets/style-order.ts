/** What is known of a module graph. */
export interface StyleGraph {
  /** The modules that a module imports statically, in the order of its text. */
  importsOf(id: string): readonly string[];
  isStyle(id: string): boolean;
}

/** The styles that a module needs, in the order in which they apply: that of the imports, deepest first. */
export function stylesBelow(entry: string, { importsOf, isStyle }: StyleGraph): string[] {
  const styles: string[] = [];
  const seen = new Set([entry]);
  // Without recursion: chains of imports may be long.
  const open = [{ id: entry, imports: importsOf(entry).values() }];
  for (let last = open.at(-1); last; last = open.at(-1)) {
    const { value, done } = last.imports.next();
    if (done) {
      if (isStyle(last.id)) styles.push(last.id);
      open.pop();
    } else if (!seen.has(value)) {
      seen.add(value);
      open.push({ id: value, imports: importsOf(value).values() });
    }
  }
  return styles;
}

/** The styles of an entry, or of a module that is imported dynamically, in order. */
export interface StyleList {
  styles: readonly string[];
  isLazy: boolean;
}

/**
 * The bundler puts styles that the same entries need into one file. Where an entry has another style between two of them, no order
 * of files would be that of the imports: these files are split.
 *
 * @returns names of the additional files, by style; the other styles stay where the bundler puts them
 */
export function splitStyles(lists: readonly StyleList[]): Map<string, string> {
  const places = lists.map(({ styles }) => new Map(styles.map((id, index) => [id, index])));
  const usersOf = (id: string) => places.flatMap((place, index) => (place.has(id) ? [index] : []));
  const names = new Map<string, string>();
  for (const together of groups(lists, usersOf)) {
    let run: string[] = [];
    let isFirst = true;
    let namesOfRun = new Map<string, string>();
    for (const id of together) {
      if (!places.every((place) => follows(id, run, place))) {
        run = [];
        namesOfRun = new Map();
        isFirst = false;
      }
      run.push(id);
      if (isFirst) continue;
      const users = usersOf(id).join();
      const name = namesOfRun.get(users) ?? uniqueName(id, names);
      namesOfRun.set(users, name);
      names.set(id, name);
    }
  }
  return names;
}

/**
 * Styles that the bundler may put into one file. What a module that is imported dynamically needs may be there because of the
 * page, so only pages count, if there are any.
 */
function groups(lists: readonly StyleList[], usersOf: (id: string) => number[]): Iterable<string[]> {
  const found = new Map<string, string[]>();
  for (const id of new Set(lists.flatMap(({ styles }) => styles))) {
    const users = usersOf(id);
    const pages = users.filter((index) => lists[index]?.isLazy === false);
    const key = (pages.length > 0 ? pages : ["lazy", ...users]).join();
    found.set(key, [...(found.get(key) ?? []), id]);
  }
  return found.values();
}

/** Whether nothing is between a style and those of a run that an entry has, too. */
function follows(id: string, run: readonly string[], place: ReadonlyMap<string, number>): boolean {
  const index = place.get(id);
  const previous = run.findLast((other) => place.has(other));
  return index === undefined || previous === undefined || place.get(previous) === index - 1;
}

/** From the style's own name: it is what the file's name starts with. */
function uniqueName(id: string, files: ReadonlyMap<string, string>): string {
  const file = id.split("?", 1)[0]?.split("/").at(-1) ?? "";
  const name = file.split(".", 1)[0] || "styles";
  const taken = new Set(files.values());
  for (let number = 2; ; number += 1) if (!taken.has(`${name}-${number}`)) return `${name}-${number}`;
}
