import { z } from "zod";
import { greet } from "./greet";

const Numbers = z.tuple([z.number(), z.number()]);

self.onmessage = ({ data }: MessageEvent<unknown>) => {
  const [a, b] = Numbers.parse(data);
  self.postMessage({ sum: a + b, greeting: greet("from a worker") });
};
