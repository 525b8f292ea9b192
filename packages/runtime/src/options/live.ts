import type { LiveOptions } from "../api/define-server.ts";
import { singleton } from "../api/singleton.ts";
import { workerSecret } from "../contract/worker-process.ts";
import { isInteger, isObject, type OptionCheck } from "./checks.ts";

const MAXIMUM_STREAMS = 50_000;
const MAXIMUM_STREAMS_PER_CLIENT = 1000;
const MILLION = 1_000_000;

/** The `live` option, completed. */
export interface LiveSettings extends Required<LiveOptions> {
  /** The first one signs topics, all of them are accepted. */
  readonly secrets: readonly string[];
}

export const checkLive: OptionCheck = isObject({
  maxStreams: isInteger(`a whole number from 0 to ${MILLION}`, 0, MILLION),
  maxStreamsPerClient: isInteger(`a whole number from 0 to ${MILLION}`, 0, MILLION),
});

/** @param secrets of the environment; without them there is one for each process, or for all workers of a supervisor */
export function resolveLive(options: LiveOptions = {}, secrets: readonly string[] | undefined): LiveSettings {
  return {
    maxStreams: options.maxStreams ?? MAXIMUM_STREAMS,
    maxStreamsPerClient: options.maxStreamsPerClient ?? MAXIMUM_STREAMS_PER_CLIENT,
    secrets: secrets ?? [workerSecret() ?? singleton("bunsen.live-secret", randomSecret)],
  };
}

function randomSecret(): string {
  return crypto.randomUUID() + crypto.randomUUID();
}
