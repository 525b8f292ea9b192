import { beforeAll, expect, test } from "vitest";
import { MessageBus } from "../../packages/runtime/src/bus/message-bus.ts";
import { RedisTransport } from "../../packages/runtime/src/bus/redis-transport.ts";
import { RedisStore } from "../../packages/runtime/src/cache/stores/redis.ts";
import { whenDone } from "../support/cleanup.ts";
import { startRedis, type TestRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});

interface Heard {
  bus: MessageBus;
  messages: string[];
  gaps: number;
}

/** The bus of one of several processes, and what it hears of the topic `news`. */
function processOn(url: string, keyPrefix?: string): Heard {
  const bus = new MessageBus();
  whenDone(() => bus.close());
  const heard: Heard = { bus, messages: [], gaps: 0 };
  const { place } = new RedisStore({ url, ...(keyPrefix !== undefined && { keyPrefix }) });
  bus.connect(url, () => new RedisTransport(place));
  bus.subscribe("news", (data) => heard.messages.push(data));
  bus.onGap(() => {
    heard.gaps += 1;
  });
  return heard;
}

/** Two that have heard of each other. */
async function pair(url: string, keyPrefix?: string): Promise<[Heard, Heard]> {
  const two: [Heard, Heard] = [processOn(url, keyPrefix), processOn(url, keyPrefix)];
  await meet(...two);
  return two;
}

async function meet(first: Heard, second: Heard): Promise<void> {
  first.messages.length = 0;
  second.messages.length = 0;
  let attempt = 0;
  await until(
    () => {
      first.bus.publish("news", `to second ${++attempt}`);
      second.bus.publish("news", `to first ${attempt}`);
      return (
        second.messages.some((text) => text.startsWith("to second")) &&
        first.messages.some((text) => text.startsWith("to first"))
      );
    },
    { what: "messages both ways" },
  );
  const isMeeting = (text: string) => /^to (first|second) /.test(text);
  first.bus.publish("news", "met 1");
  second.bus.publish("news", "met 2");
  await until(
    () => [first, second].every(({ messages }) => messages.filter((text) => !isMeeting(text)).length === 2),
    {
      what: "the last of them",
    },
  );
  first.messages.length = 0;
  second.messages.length = 0;
}

test("a message reaches another process once, in order, and its own", async () => {
  const [first, second] = await pair(redis.url, "order:");
  const sent = Array.from({ length: 200 }, (_, at) => `${at} \u2028 "{}" 😀`);
  for (const text of sent) first.bus.publish("news", text);
  expect(first.messages).toEqual(sent);
  await expect.poll(() => second.messages).toEqual(sent);
  second.bus.publish("news", "answer");
  await expect.poll(() => first.messages.at(-1)).toBe("answer");
  expect([first.messages.length, second.messages.length]).toEqual([201, 201]);
});

test("the first message of a process does not get lost while it connects", async () => {
  const first = processOn(redis.url, "first:");
  await until(
    async () => ((await redis.command("PUBSUB", "NUMSUB", "first:bus:0")) as [string, number])[1] === 1,
    {
      what: "a listener",
    },
  );
  const second = processOn(redis.url, "first:");
  second.bus.publish("news", "early");
  await expect.poll(() => first.messages).toEqual(["early"]);
});

test("apps with another prefix or database hear nothing of it, and noise on the channel does no harm", async () => {
  const [first, second] = await pair(redis.url, "own:");
  const others = [processOn(redis.url, "other:"), processOn(`${redis.url}/1`, "own:")];
  first.bus.publish("news", "secret");
  for (const noise of ["", "null", "[]", '["a","news"]', '["a","news",1]', "{", '{"length":3}']) {
    await redis.command("PUBLISH", "own:bus:0", noise);
  }
  second.bus.publish("news", "last");
  await expect.poll(() => first.messages).toEqual(["secret", "last"]);
  expect(others.map(({ messages }) => messages)).toEqual([[], []]);
  expect(second.messages).toEqual(["secret", "last"]);
});

test("after Redis was away, messages flow again, and everybody knows that some were lost", async () => {
  const own = await startRedis();
  const [first, second] = await pair(own.url);
  await own.kill();
  first.bus.publish("news", "lost");
  expect(first.messages).toEqual(["lost"]);
  await own.start();
  await expect.poll(() => [first.gaps > 0, second.gaps > 0]).toEqual([true, true]);
  await meet(first, second);
});

test("a Redis that hangs holds nobody up, and costs a bounded amount of memory", async () => {
  const own = await startRedis();
  const [first, second] = await pair(own.url);
  own.freeze();
  const large = "x".repeat(1_000_000);
  const begun = performance.now();
  for (let sent = 0; sent < 50; sent++) first.bus.publish("news", large);
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(first.messages.length).toBe(50);
  own.resume();
  // Those who have heard nothing of a message hear that there was one.
  await expect.poll(() => second.gaps).toBeGreaterThan(0);
  await meet(first, second);
});
