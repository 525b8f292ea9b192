import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

const SHELL = `
set -e
mount --make-rprivate /
mount -o remount,bind,ro /
mount -t tmpfs -o size=4k,ro none /tmp
exec setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs "$@"
`;

/** Why this machine does not let us take the world away from a program, for those who skip; `undefined` if it does. */
export function whyNoSandbox(): string | undefined {
  const run = spawnSync("unshare", ["--mount", "sh", "-c", SHELL, "sh", "true"], { encoding: "utf8" });
  if (run.status === 0) return undefined;
  return `unshare --mount does not work here, which needs root: ${run.error?.message ?? run.stderr.trim()}`;
}

/**
 * The command that runs a program as nobody, with nothing writable and an empty `/tmp`.
 *
 * @returns program and parameters
 */
export function inSandbox(program: string): [string, string[]] {
  return ["unshare", ["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", SHELL, "sh", program]];
}

/**
 * The command that runs a program with a small disk, or one that nothing may be written to, at `directory`; it ends with
 * a line for each file that is there afterwards.
 *
 * @param options of tmpfs(5), such as `size=1m` or `ro`
 */
export function onDisk(directory: string, options: string, command: readonly string[]): [string, string[]] {
  const shell = `mount --make-rprivate /
mount -t tmpfs -o ${options} none "$0"
"$@"
code=$?
ls -A "$0" | sed "s/^/left: /"
exit $code`;
  return ["unshare", ["--mount", "sh", "-c", shell, directory, ...command]];
}

const BARE_ROOT = `
set -e
mount --make-rprivate /
mount --bind "$0" "$0"
mount -o remount,bind,ro "$0"
mount -t proc proc "$0/proc"
mount --bind /dev "$0/dev"
exec chroot --userspec=65532:65532 "$0" "$@"
`;

/**
 * The command that runs a program in a root directory of its own, as an image without a shell is one: nothing in it but
 * the program and these libraries, nothing writable, and not root.
 *
 * @param root an empty directory, which is filled
 * @param libraries absolute paths, which they have in the new root as well
 * @returns what makes a command of parameters for the program
 */
export function inBareRoot(
  root: string,
  program: string,
  libraries: readonly string[],
): (...parameters: string[]) => [string, string[]] {
  for (const directory of ["proc", "dev"]) mkdirSync(join(root, directory));
  for (const library of libraries) {
    mkdirSync(dirname(join(root, library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
  copyFileSync(program, join(root, "app"));
  chmodSync(join(root, "app"), 0o555);
  chmodSync(root, 0o755);
  const shell = ["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", BARE_ROOT, root, "/app"];
  return (...parameters) => ["unshare", [...shell, ...parameters]];
}

/** The libraries that a program is linked to; absolute paths, its loader included. */
export function librariesOf(program: string): string[] {
  const { stdout } = spawnSync("ldd", [program], { encoding: "utf8" });
  return [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path = ""]) => path);
}
