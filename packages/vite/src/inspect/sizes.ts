import type { ManifestPackage, Side } from "../manifest/types.ts";

/** Bytes of a package on a side. */
export function packageBytes({ modules }: ManifestPackage, side: Side): number {
  return modules.reduce((sum, module) => sum + (module[side]?.bytes ?? 0), 0);
}

/** `271 kB`: decimal units, as Vite prints them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] = bytes < 999_500 ? [bytes / 1000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
}
