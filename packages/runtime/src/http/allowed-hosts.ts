import { isHost } from "./host.ts";

/** One entry of `allowedHosts`. */
interface HostRule {
  /** In the form in which hosts are compared; with a dot in front it stands for every name below it. */
  readonly name: string;
  /** A number, `""` for the ports of http and https, `"*"` for any; `undefined` if the entry names none. */
  readonly port: string | undefined;
}

/** Whether a request may name a host, which comes as `Host` or a proxy spells it. */
export type HostFilter = (host: string, ownPort: string | undefined) => boolean;

/**
 * Makes the test for `allowedHosts`. An entry without a port allows the ports of http and https, with which a `Host` names
 * none, and the one that the server listens on; `example.com:8443` allows that port, `example.com:*` any.
 * `*.example.com` allows the names below `example.com`, and not that name itself.
 *
 * A name with the dot of the DNS root at its end is another origin to a browser, and a way past a rule of a proxy in front:
 * no entry allows it.
 *
 * @param allowsEveryPort development, where the port is chosen by Vite
 */
export function hostFilter(allowed: readonly string[], allowsEveryPort = false): HostFilter {
  const rules = allowed.flatMap((entry) => readPattern(entry) ?? []);
  return (host, ownPort) => {
    const parsed = parseHost(host);
    if (!parsed) return false;
    const { name, port } = parsed;
    return rules.some(
      (rule) =>
        (rule.name.startsWith(".") ? name.endsWith(rule.name) : name === rule.name) &&
        (allowsEveryPort || allowsPort(rule, port, ownPort)),
    );
  };
}

function allowsPort(rule: HostRule, port: string, ownPort: string | undefined): boolean {
  if (rule.port === undefined) return port === "" || port === ownPort;
  return rule.port === "*" || rule.port === port;
}

/** Whether a string may be an entry of `allowedHosts`. */
export function isHostPattern(entry: string): boolean {
  return readPattern(entry) !== undefined;
}

/** A host that the first entry allows. */
export function exampleHost(allowed: readonly string[] = []): string | undefined {
  return allowed[0]?.replace(/^\*/, "any").replace(/:\*$/, "");
}

function readPattern(entry: string): HostRule | undefined {
  const isSuffix = entry.startsWith("*.");
  const bare = isSuffix ? entry.slice(2) : entry;
  const hasAnyPort = bare.endsWith(":*");
  const host = hasAnyPort ? bare.slice(0, -2) : bare;
  const parsed = parseHost(host);
  if (!parsed) return undefined;
  const name = isSuffix ? `.${parsed.name}` : parsed.name;
  if (hasAnyPort) return { name, port: "*" };
  return { name, port: /:\d+$/.test(host) ? parsed.port : undefined };
}

/** Looked for before a URL is made, which drops it behind an IPv4 address. */
const ROOT_DOT = /\.(?::\d*)?$/;

/**
 * Name and port as they are compared: lower case, IPv6 in its shortest form, no port for those of http and https.
 *
 * @returns `undefined` for what no entry allows
 */
function parseHost(host: string): { name: string; port: string } | undefined {
  const isUsable = isHost(host) && !ROOT_DOT.test(host);
  const url = isUsable ? URL.parse(`http://${host}`) : null;
  return url ? { name: url.hostname, port: url.port === "443" ? "" : url.port } : undefined;
}
