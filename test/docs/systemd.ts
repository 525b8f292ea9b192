/**
 * The settings that the guide uses, by section. The judge is this list and no `systemd-analyze`: which one a machine has,
 * and whether it has one, must not decide.
 */
const SETTINGS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["Unit", new Set(["Description", "After", "Wants"])],
  [
    "Service",
    new Set(
      `ExecStart Environment EnvironmentFile DynamicUser StateDirectory WorkingDirectory Restart RestartSec KillSignal
      TimeoutStopSec NoNewPrivileges ProtectSystem ProtectHome PrivateTmp PrivateDevices RestrictAddressFamilies`.split(
        /\s+/,
      ),
    ),
  ],
  ["Install", new Set(["WantedBy"])],
]);

/**
 * What is wrong with the form of a systemd unit: sections, and names of settings.
 *
 * @returns a line for each fault; none for a unit that systemd would read
 */
export function unitFaults(text: string): string[] {
  const faults: string[] = [];
  let section = "";
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const heading = /^\[(.+)\]$/.exec(line)?.[1];
    if (heading !== undefined) {
      section = heading;
      if (!SETTINGS.has(section)) faults.push(`"${line}" is no section`);
      continue;
    }
    const name = /^(\w+)=.+$/.exec(line)?.[1];
    if (name === undefined) faults.push(`"${line}" is neither a section nor a setting`);
    else if (section === "") faults.push(`"${name}" is in no section`);
    else if (SETTINGS.get(section)?.has(name) === false) faults.push(`"${name}" is nothing of [${section}]`);
  }
  return faults;
}
