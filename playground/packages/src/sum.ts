import init from "./data/sum.wasm?init";

type Sum = (a: number, b: number) => number;

/** Adds in WebAssembly: in a browser, in a worker of it, and on the server. */
export async function sum(a: number, b: number): Promise<number> {
  const { exports } = await init();
  return (exports.sum as Sum)(a, b);
}
