import { sharedRedis } from "../cache/create.ts";
import { isPartOfBuild } from "../contract/build-phase.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { processBus } from "./process-bus.ts";
import { RedisTransport } from "./redis-transport.ts";

/**
 * Lets the messages of this process travel by the Redis that the app's instances share, if they share one. Connects when the
 * first message is published or listened for.
 *
 * @throws {BunsenError} INVALID_REDIS_URL
 */
export function connectBus(settings: ServerSettings): void {
  const place = isPartOfBuild() ? undefined : sharedRedis(settings);
  if (place) {
    const { target, prefix } = place;
    processBus.connect(`${target.address.url} ${prefix}`, () => new RedisTransport(place));
  }
}
