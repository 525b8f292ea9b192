import { constants } from "node:fs";
import { chmod, chown, copyFile, cp, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** "nobody" on every Unix. */
const NOBODY = 65_534;

/** A copy of a build as on another machine: nothing else is there, and its user owns none of the files. */
export interface IsolatedArtefact {
  command: string[];
  /** Empty, and the user's own. */
  workingDirectory: string;
  /** The user to run it as; `undefined` for the user who builds. */
  user: number | undefined;
  remove(): Promise<void>;
}

/**
 * Copies `dist`, or an executable, to an empty directory. Files for inspection are left out.
 *
 * @param artefact absolute path of the directory `dist`, or of an executable
 * @param files of `dist` that will be requested; the others may be large
 */
export async function isolate(artefact: string, files: readonly string[]): Promise<IsolatedArtefact> {
  const isExecutable = (await stat(artefact)).isFile();
  const home = await mkdtemp(join(tmpdir(), "bunsen-smoke-"));
  // Only its owner can read a new temporary directory.
  await chmod(home, 0o755);
  const user = process.getuid?.() === 0 ? NOBODY : undefined;
  const workingDirectory = join(home, "empty");
  await mkdir(workingDirectory);
  if (user !== undefined) await chown(workingDirectory, user, user);
  const target = join(home, isExecutable ? basename(artefact) : "dist");
  if (isExecutable) {
    // Shares the bytes where the file system can.
    await copyFile(artefact, target, constants.COPYFILE_FICLONE);
    await chmod(target, 0o755);
  } else {
    await copyBuild(artefact, target, files);
  }
  const command = isExecutable
    ? [target]
    : [process.execPath, "--no-install", join(target, "server", "index.js")];
  return {
    command,
    workingDirectory,
    user,
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

async function copyBuild(from: string, to: string, files: readonly string[]): Promise<void> {
  const filter = (path: string) => !path.endsWith(".map");
  await cp(join(from, "server"), join(to, "server"), { recursive: true, filter });
  for (const file of files) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await copyFile(join(from, file), join(to, file));
  }
}
