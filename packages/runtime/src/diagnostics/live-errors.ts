import { BunsenError } from "./errors.ts";

/** What can be wrong with channels, event streams and live pages. */
export const liveErrors = {
  channelName: () => new BunsenError("CHANNEL_NAME", 'A channel needs a name, such as channel("orders").'),
  channelValue: (name: string, what: string) =>
    new BunsenError(
      "CHANNEL_VALUE",
      `The channel ${JSON.stringify(name)} cannot carry ${what}, which JSON cannot represent. Publish plain data.`,
    ),
  channelOverflow: (name: string) =>
    new BunsenError(
      "CHANNEL_OVERFLOW",
      `A subscriber of the channel ${JSON.stringify(name)} is too slow: it has not taken 1,000 values, or 1,000,000 characters of ` +
        "them. Its subscription has ended. Do long work elsewhere, or subscribe again and read the current state.",
    ),
  eventStreamOption: (name: string, expected: string) =>
    new BunsenError("EVENT_STREAM_OPTION", `The option ${name} of eventStream() takes ${expected}.`),
  eventStreamSource: () =>
    new BunsenError(
      "EVENT_STREAM_SOURCE",
      'eventStream() takes an async iterable, such as channel("news").subscribe(), or a function that returns one, such as an ' +
        "async generator.",
    ),
  eventField: (name: string, problem: string) =>
    new BunsenError("EVENT_FIELD", `The field ${name} of an event ${problem}.`),
  eventData: (what: string) =>
    new BunsenError(
      "EVENT_DATA",
      `An event of eventStream() is ${what}, which JSON cannot represent. Send plain data.`,
    ),
};
