import { cpSync } from "node:fs";
import { join } from "node:path";
import type { CommandResult } from "./build.ts";
import { type AppFiles, writeApp } from "./fixture.ts";
import { bunProgram, repository } from "./paths.ts";
import { runProcess } from "./process.ts";

export const vitestProgram = join(repository, "node_modules/.bin/vitest");

/** With packages of its own, as a user has them: linked ones count as the app's sources. */
export function writeInstalledApp(files: AppFiles): string {
  const directory = writeApp(files);
  for (const name of ["runtime", "vite"]) {
    for (const part of ["package.json", "dist"]) {
      const from = join(repository, "packages", name, part);
      cpSync(from, join(directory, "node_modules/@bunsen", name, part), { recursive: true });
    }
  }
  return directory;
}

/** A test of an app does little, but under load Vitest's own five seconds are too short for it. */
export const PATIENT = "--testTimeout=60000";

/** `vitest run` in an app's directory; the outcomes are in `report.json`. */
export function runVitest(directory: string, program = bunProgram): Promise<CommandResult> {
  const reporters = ["--reporter=default", "--reporter=json", "--outputFile=report.json"];
  const flags = ["run", "--root", directory, PATIENT, ...reporters];
  const parameters = program === bunProgram ? ["--bun", vitestProgram] : [vitestProgram];
  return runProcess(program, [...parameters, ...flags], { cwd: directory, deadline: 150_000 });
}
