import { packageName } from "../manifest/names.ts";
import { compareText, sorted } from "../manifest/order.ts";
import type { Manifest, ManifestPackage } from "../manifest/types.ts";
import { licencesOf } from "./licences.ts";
import type { Artefact } from "./read.ts";
import { packageBytes } from "./sizes.ts";

/** A bill of materials: CycloneDX 1.6 as JSON. The same artefact always gives the same text, so it contains no time. */
export function toSbom({ manifest, kind }: Artefact): object {
  const npm = manifest.packages.filter((entry) => packageName(entry) !== manifest.app);
  const app = manifest.packages.find((entry) => packageName(entry) === manifest.app);
  const [name, version] = splitName(manifest.app);
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: serialNumber(`${kind} ${manifest.app} ${manifest.buildId}`),
    version: 1,
    metadata: {
      tools: {
        components: [{ type: "application", name: "bunsen", version: manifest.versions.bunsen ?? "" }],
      },
      component: {
        type: "application",
        "bom-ref": manifest.app,
        ...nameParts(name),
        version,
        ...licencesOf(app?.license),
        properties: [{ name: "bunsen:buildId", value: manifest.buildId }],
      },
    },
    components: [...npm.map(componentOf), ...runtimeOf(kind, manifest)],
    dependencies: dependenciesOf(manifest, kind),
  };
}

function componentOf(entry: ManifestPackage): object {
  const sides = (["client", "server"] as const).filter((side) =>
    entry.modules.some((module) => module[side]),
  );
  return {
    type: "library",
    "bom-ref": purlOf(entry),
    ...nameParts(entry.name),
    version: entry.version,
    scope: "required",
    ...licencesOf(entry.license),
    purl: purlOf(entry),
    properties: [
      ...sides.map((side) => ({ name: `bunsen:bytes:${side}`, value: String(packageBytes(entry, side)) })),
      ...(entry.copies ?? []).map((copy) => ({ name: "bunsen:copy", value: copy })),
    ],
  };
}

/** An executable contains Bun itself. */
function runtimeOf(kind: Artefact["kind"], { versions }: Manifest): object[] {
  if (kind === "directory" || versions.bun === undefined) return [];
  return [
    {
      type: "platform",
      "bom-ref": bunPurl(versions.bun),
      name: "bun",
      version: versions.bun,
      scope: "required",
      licenses: [{ license: { id: "MIT" } }],
      purl: bunPurl(versions.bun),
    },
  ];
}

function bunPurl(version: string): string {
  return `pkg:github/oven-sh/bun@bun-v${encodeURIComponent(version)}`;
}

function dependenciesOf(manifest: Manifest, kind: Artefact["kind"]): object[] {
  const references = new Map(
    manifest.packages.map((entry) => {
      const name = packageName(entry);
      return [name, name === manifest.app ? name : purlOf(entry)];
    }),
  );
  const edges = new Map<string, Set<string>>(
    [...references.values()].map((reference) => [reference, new Set()]),
  );
  for (const entry of manifest.packages) {
    const target = references.get(packageName(entry)) ?? "";
    for (const { client, server } of entry.modules) {
      for (const importer of [...(client?.importers ?? []), ...(server?.importers ?? [])]) {
        const source = references.get(splitModule(importer));
        if (source !== undefined && source !== target) edges.get(source)?.add(target);
      }
    }
  }
  const { bun } = manifest.versions;
  if (kind === "executable" && bun !== undefined) {
    edges.get(manifest.app)?.add(bunPurl(bun));
    edges.set(bunPurl(bun), new Set());
  }
  return [...edges]
    .sort(([a], [b]) => compareText(a, b))
    .map(([reference, targets]) => ({ ref: reference, dependsOn: sorted(targets) }));
}

/** The package of a module's name: `@scope/name@1.0.0/path`. */
function splitModule(name: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
}

/** `@scope/name@1.0.0` in its two parts. */
function splitName(name: string): [name: string, version: string] {
  const at = name.lastIndexOf("@");
  return at > 0 ? [name.slice(0, at), name.slice(at + 1)] : [name, ""];
}

function nameParts(name: string): { group?: string; name: string } {
  const slash = name.startsWith("@") ? name.indexOf("/") : -1;
  return slash === -1 ? { name } : { group: name.slice(0, slash), name: name.slice(slash + 1) };
}

/** Where a package comes from (package URL specification, type `npm`). */
export function purlOf({ name, version }: { name: string; version: string }): string {
  const { group, name: own } = nameParts(name);
  const path = [group, own].filter((part) => part !== undefined).map(encodeURIComponent);
  return `pkg:npm/${path.join("/")}@${encodeURIComponent(version)}`;
}

/** A UUID made from a text (RFC 9562 §5.8): the same each time. */
function serialNumber(text: string): string {
  const hash = new Bun.CryptoHasher("sha256").update(text).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const digits = hash.toString("hex", 0, 16);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20)];
  return `urn:uuid:${parts.join("-")}-${digits.slice(20)}`;
}
