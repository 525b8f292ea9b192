import type { LiveSettings } from "../options/live.ts";
import { liveHub } from "./live-hub.ts";
import { signTopics } from "./token.ts";
import { type LiveTopics, topicsOf } from "./topics.ts";

/**
 * What the document of a live page holds, with which its tab learns of changes.
 *
 * @param isForAll whether the document is cached
 */
export function pageToken(settings: LiveSettings, topics: LiveTopics, isForAll: boolean): string {
  liveHub.listen();
  return signTopics(topicsOf(topics), settings.secrets, isForAll);
}
