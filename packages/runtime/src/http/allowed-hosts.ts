import { isHost } from "./host.ts";

/** One entry of `allowedHosts`. */
interface HostRule {
  /** Normalised for comparison. A leading dot stands for every name below it. */
  readonly name: string;
  /** A number, `""` for the ports of http and https, `"*"` for any; `undefined` if the entry names none. */
  readonly port: string | undefined;
}

/** Whether a request may name a host. The host is as in `Host` or as a proxy wrote it. */
export type HostFilter = (host: string, ownPort: string | undefined) => boolean;

/**
 * Makes the check for `allowedHosts`. An entry without a port allows the default ports of http and https, which a `Host`
 * header omits, and the port that the server listens on; `example.com:8443` allows that port, `example.com:*` any port.
 * `*.example.com` allows the names below `example.com`, but not `example.com` itself.
 *
 * No entry allows a name with a trailing dot (the DNS root): for a browser it is another origin, and it could bypass the
 * rules of a proxy.
 *
 * @param allowsEveryPort for development, where Vite chooses the port
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

/** Checked on the text, because a URL drops the dot after an IPv4 address. */
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
