import { spawnSync } from "node:child_process";

const SHELL = `
set -e
mount --make-rprivate /
mount -o remount,bind,ro /
mount -t tmpfs -o size=4k,ro none /tmp
exec setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs "$@"
`;

/** Whether this machine lets us take the world away from a program. */
export function canRunInSandbox(): boolean {
  return spawnSync("unshare", ["--mount", "sh", "-c", SHELL, "sh", "true"], { stdio: "ignore" }).status === 0;
}

/**
 * The command that runs a program as nobody, with nothing writable and an empty `/tmp`.
 *
 * @returns program and parameters
 */
export function inSandbox(program: string): [string, string[]] {
  return ["unshare", ["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", SHELL, "sh", program]];
}
