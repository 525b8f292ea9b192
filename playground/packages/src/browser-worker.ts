import { sum } from "./sum";

self.onmessage = async ({ data: [a, b] }: MessageEvent<[number, number]>) => {
  self.postMessage(`${a} + ${b} = ${await sum(a, b)}`);
};
