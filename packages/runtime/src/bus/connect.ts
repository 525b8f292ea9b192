import { sharedRedis } from "../cache/create.ts";
import { isPartOfBuild } from "../contract/build-phase.ts";
import { peersOfProcess } from "../contract/peers.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { PeerTransport } from "./peer-transport.ts";
import { processBus } from "./process-bus.ts";
import { RedisTransport } from "./redis-transport.ts";

/**
 * Lets the messages of this process travel by the Redis that the app's instances share, if they share one, else to the other
 * workers, if there are some. Connects when the first message is published or listened for.
 *
 * @throws {BunsenError} INVALID_REDIS_URL
 */
export function connectBus(settings: ServerSettings): void {
  const peers = peersOfProcess();
  const place = isPartOfBuild() ? undefined : sharedRedis(settings);
  if (place) {
    const { target, prefix } = place;
    processBus.connect(`${target.address.url} ${prefix}`, () => new RedisTransport(place));
  } else if (peers) {
    processBus.connect("workers", () => new PeerTransport(peers));
  }
}
