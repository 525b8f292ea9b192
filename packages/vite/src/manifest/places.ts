import type { ManifestFile, ManifestPackage, ModuleSide, Place } from "./types.ts";

/**
 * Replaces places by those of the final files: what the server's bundler emitted for browsers may be among the client's
 * files by now, and a place in no file is removed.
 */
export function resolvePlaces(
  packages: readonly ManifestPackage[],
  files: readonly ManifestFile[],
): ManifestPackage[] {
  const known = new Set(files.map(({ path }) => path));
  const settle = (side: ModuleSide | undefined): ModuleSide | undefined => {
    if (!side || side.places.every(({ file }) => known.has(file))) return side;
    const places = side.places.flatMap((place) => settled(place, known));
    return { ...side, places, bytes: places.reduce((sum, { bytes }) => sum + bytes, 0) };
  };
  return packages.map((entry) => ({
    ...entry,
    modules: entry.modules.map(({ client, server, ...module }) => ({
      ...module,
      ...(client && { client: settle(client) }),
      ...(server && { server: settle(server) }),
    })),
  }));
}

function settled(place: Place, known: ReadonlySet<string>): Place[] {
  if (known.has(place.file)) return [place];
  const moved = place.file.replace(/^server\//, "client/");
  return known.has(moved) ? [{ ...place, file: moved }] : [];
}
