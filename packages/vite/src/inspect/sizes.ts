import type { ManifestPackage, Side } from "../manifest/types.ts";

/** Bytes of a package on a side; what is not bundled is the server's. */
export function packageBytes({ modules, files = [] }: ManifestPackage, side: Side): number {
  const bundled = modules.reduce((sum, module) => sum + (module[side]?.bytes ?? 0), 0);
  return side === "client" ? bundled : files.reduce((sum, { bytes }) => sum + bytes, bundled);
}
