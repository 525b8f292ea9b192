import type { ManifestPackage, Side } from "../manifest/types.ts";

/** Bytes of a package on a side; packages that are not bundled count for the server. */
export function packageBytes({ modules, files = [] }: ManifestPackage, side: Side): number {
  const bundled = modules.reduce((sum, module) => sum + (module[side]?.bytes ?? 0), 0);
  return side === "client" ? bundled : files.reduce((sum, { bytes }) => sum + bytes, bundled);
}
