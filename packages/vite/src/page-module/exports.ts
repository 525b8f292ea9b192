export function readPageModule(_c: string, _f: string) {
  return {
    exportNames: ["default"],
    hasDefault: true,
    hydrate: true,
    prerender: false as boolean | "function",
    problems: [] as { message: string; line: number; column: number }[],
  };
}
