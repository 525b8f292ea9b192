/** Hands work to a thread of its own, which ends with the answer. */
export const GET = async () => {
  const worker = new Worker(new URL("../../server/worker.ts", import.meta.url));
  try {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage([20, 22]);
    return await promise;
  } finally {
    worker.terminate();
  }
};
