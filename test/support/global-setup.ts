import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { removeLeftovers, removeRun } from "../../scripts/leftovers.mjs";
import { repository } from "./paths.ts";

const temporary = join(repository, "test/.tmp");

/** Lays out the directories of a run; what is returned removes them, with the processes that are still there. */
export default function setup(project: TestProject): () => void {
  removeLeftovers(temporary);
  const runDirectory = join(temporary, `run-${process.pid}`);
  mkdirSync(join(runDirectory, "processes"), { recursive: true });
  const outsideDirectory = realpathSync(mkdtempSync(join(tmpdir(), "bunsen-run-")));
  writeFileSync(join(runDirectory, "outside"), outsideDirectory);
  project.provide("runDirectory", runDirectory);
  project.provide("outsideDirectory", outsideDirectory);
  return () => removeRun(runDirectory);
}
