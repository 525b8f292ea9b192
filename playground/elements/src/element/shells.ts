const NOBLE_GAS_SHELLS: Record<string, readonly number[]> = {
  He: [2],
  Ne: [2, 8],
  Ar: [2, 8, 8],
  Kr: [2, 8, 18, 8],
  Xe: [2, 8, 18, 18, 8],
  Rn: [2, 8, 18, 32, 18, 8],
};

/** A subshell such as `3d6`, or the noble gas that a configuration starts from. */
export type ConfigurationPart =
  | { kind: "core"; symbol: string }
  | { kind: "subshell"; shell: number; orbital: string; electrons: number };

/** Takes `[Ar] 3d6 4s2` apart. */
export function parseConfiguration(configuration: string): ConfigurationPart[] {
  return configuration.split(" ").map((part) => {
    if (part.startsWith("[")) return { kind: "core", symbol: part.slice(1, -1) };
    return {
      kind: "subshell",
      shell: Number(part.charAt(0)),
      orbital: part.charAt(1),
      electrons: Number(part.slice(2)),
    };
  });
}

/** Electrons per shell from the inside out: `[2, 8, 14, 2]` for iron. */
export function electronShells(configuration: string): number[] {
  const shells: number[] = [];
  for (const part of parseConfiguration(configuration)) {
    if (part.kind === "core") shells.push(...(NOBLE_GAS_SHELLS[part.symbol] ?? []));
    else shells[part.shell - 1] = (shells[part.shell - 1] ?? 0) + part.electrons;
  }
  return shells;
}
