/** Items that are worked on before others come first: a few milliseconds. */
const SLICE = 2000;

/** Does work for each item, with pauses in which others come first. */
export async function inSlices<Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> {
  for (let at = 0; at < items.length; at += SLICE) {
    for (const item of items.slice(at, at + SLICE)) work(item);
    await pause();
  }
}

/** Sorts as `toSorted` does, with pauses in which others come first. */
export async function sortInSlices<Item>(
  items: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Promise<Item[]> {
  let runs: Item[][] = [];
  for (let at = 0; at < items.length; at += SLICE) {
    runs.push(items.slice(at, at + SLICE).sort(compare));
    await pause();
  }
  while (runs.length > 1) {
    const longer: Item[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      longer.push(await merged(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = longer;
  }
  return runs[0] ?? [];
}

async function merged<Item>(
  first: readonly Item[],
  second: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Promise<Item[]> {
  const result: Item[] = [];
  let taken = 0;
  for (const item of first) {
    for (let next = second[taken]; next !== undefined && compare(next, item) < 0; next = second[taken]) {
      taken += 1;
      if (result.push(next) % SLICE === 0) await pause();
    }
    if (result.push(item) % SLICE === 0) await pause();
  }
  for (const item of second.slice(taken)) if (result.push(item) % SLICE === 0) await pause();
  return result;
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
