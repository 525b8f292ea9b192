import type { JobClaim } from "../api/cache-store.ts";

/** What one of the other workers said; `text` is `undefined` if it did not answer in time. */
export interface PeerAnswer {
  readonly worker: number;
  readonly text: string | undefined;
}

/** What all others said. */
export interface PeerAnswers {
  readonly answers: readonly PeerAnswer[];
  /** Whether every worker has served at least once. */
  readonly isComplete: boolean;
}

/** How to ask. */
export interface PeerQuestion {
  /** What the others registered an answer for. */
  readonly question: string;
  readonly data?: string;
  /** How long to wait for each. */
  readonly milliseconds: number;
  /** Whether workers that do not serve yet, or are being replaced, are asked, too. */
  readonly withReplaced: boolean;
}

/** The other workers of this server, which share a supervisor. */
export interface Peers {
  /** The number of this worker. */
  readonly index: number;
  /** Asks all others. Never rejects. */
  ask(question: PeerQuestion): Promise<PeerAnswers>;
  /** Answers a question of others from now on. */
  answer(question: string, respond: (data: string) => string | Promise<string>): void;
  /** Sends to all others, in order. */
  publish(topic: string, data: string): void;
  /** Hears what others publish. */
  onPublished(listener: (topic: string, data: string) => void): void;
  /** The right to one run of a cron job: no other worker has it, or had it for that time. */
  claimJob(name: string, scheduledAt: number): Promise<JobClaim | "taken">;
}

let ofProcess: Peers | undefined;

/** From now on this process has others beside it. Called before the app is made. */
export function setPeers(peers: Peers): void {
  ofProcess = peers;
}

/** The other workers; `undefined` in a process that serves alone. */
export function peersOfProcess(): Peers | undefined {
  return ofProcess;
}
