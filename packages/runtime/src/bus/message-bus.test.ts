import { expect, test, vi } from "vitest";
import type { BusReceiver, BusTransport } from "./bus.ts";
import { MessageBus } from "./message-bus.ts";

class Wire implements BusTransport {
  readonly sent: string[] = [];
  receiver: BusReceiver | undefined;
  isClosed = false;
  open(receiver: BusReceiver): void {
    this.receiver = receiver;
  }
  send(topic: string, data: string): void {
    this.sent.push(`${topic}=${data}`);
  }
  close(): void {
    this.isClosed = true;
  }
}

function record(bus: MessageBus, topic: string): { heard: string[]; end: () => void } {
  const heard: string[] = [];
  return { heard, end: bus.subscribe(topic, (data) => heard.push(data)) };
}

test("a message reaches the listeners of its topic, and no others", () => {
  const bus = new MessageBus();
  const first = record(bus, "a");
  const second = record(bus, "a");
  const other = record(bus, "b");
  bus.publish("a", "1");
  first.end();
  first.end();
  bus.publish("a", "2");
  expect([first.heard, second.heard, other.heard]).toEqual([["1"], ["1", "2"], []]);
});

test("a listener that fails or subscribes meanwhile disturbs no other one", () => {
  const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const written = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  const bus = new MessageBus();
  const late: string[] = [];
  bus.subscribe("a", () => {
    bus.subscribe("a", (data) => late.push(data));
    throw new Error("broken");
  });
  const { heard } = record(bus, "a");
  bus.publish("a", "1");
  expect([heard, late]).toEqual([["1"], []]);
  errors.mockRestore();
  written.mockRestore();
});

test("messages travel by the transport, which opens when it is first needed", () => {
  const bus = new MessageBus();
  const wire = new Wire();
  bus.connect("wire", () => wire);
  expect(wire.receiver).toBeUndefined();
  const { heard } = record(bus, "a");
  bus.publish("a", "here");
  wire.receiver?.deliver("a", "there");
  expect([heard, wire.sent]).toEqual([["here", "there"], ["a=here"]]);
});

test("another transport takes the place of the first; one of the same name does not", () => {
  const bus = new MessageBus();
  const wires = [new Wire(), new Wire()];
  bus.subscribe("a", () => undefined);
  bus.connect("first", () => wires[0] as Wire);
  bus.connect("first", () => expect.unreachable());
  expect(wires[0]?.isClosed).toBe(false);
  bus.connect("second", () => wires[1] as Wire);
  bus.publish("a", "1");
  expect([wires[0]?.isClosed, wires[0]?.sent, wires[1]?.sent]).toEqual([true, [], ["a=1"]]);
  bus.close();
  bus.publish("a", "2");
  expect([wires[1]?.isClosed, wires[1]?.sent]).toEqual([true, ["a=1"]]);
});

test("a gap is told to those who asked", () => {
  const bus = new MessageBus();
  const wire = new Wire();
  bus.connect("wire", () => wire);
  const heard = vi.fn();
  const end = bus.onGap(heard);
  record(bus, "a");
  wire.receiver?.missed();
  end();
  wire.receiver?.missed();
  expect(heard).toHaveBeenCalledTimes(1);
});
