/** What is measured, and the ratio to the yardstick that the SPEC asks for. */
export interface Case {
  name: string;
  path: string;
  target: number;
  /** The value of `Accept-Encoding`; without it none is sent. */
  accept?: string;
}

/** A page, which the floor renders with React. */
export interface PageCase extends Case {
  /** Whether there is a version of concatenated strings. */
  hasStrings?: boolean;
}

/** Like pages that people write, and plain ones. */
export const PAGES: PageCase[] = [
  { name: "small page", path: "/", target: 1.2, hasStrings: true },
  { name: "50-row table with state, buttons and links", path: "/state", target: 3 },
  { name: "50-row table, rows inline", path: "/table", target: 3, hasStrings: true },
  { name: "50-row table, a component per row", path: "/rows", target: 3, hasStrings: true },
  { name: "shop of 40 tiles", path: "/shop", target: 2.5 },
  { name: "dashboard, props passed on by spread", path: "/dashboard", target: 2 },
  { name: "Mantine", path: "/mantine", target: 1 },
  { name: "article of 1,000 elements", path: "/article", target: 4, hasStrings: true },
  { name: "root, layout, 3 companions", path: "/nested", target: 1.2, hasStrings: true },
  { name: "streamed page", path: "/streamed", target: 1.2 },
];

export const ENDPOINT: Case = { name: "JSON endpoint", path: "/api/rows", target: 0.8 };

/** Responses whose bytes are there already. */
export function fileCases(script: string): Case[] {
  return [
    { name: "cached page", path: "/cached", target: 0.85 },
    { name: "cached page, gzip", path: "/cached?gzip", target: 0.85, accept: "gzip" },
    { name: "file of public/", path: "/notes.txt", target: 0.85 },
    { name: "asset", path: `${script}?identity`, target: 0.9, accept: "identity" },
    { name: "asset, brotli", path: `${script}?br`, target: 0.9, accept: "br" },
  ];
}
