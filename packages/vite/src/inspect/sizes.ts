import type { ManifestPackage, Side } from "../manifest/types.ts";

/** Bytes of a package on a side. */
export function packageBytes({ modules }: ManifestPackage, side: Side): number {
  return modules.reduce((sum, module) => sum + (module[side]?.bytes ?? 0), 0);
}
