/** Comes back after a few random turns of the event loop, or a few milliseconds. */
export async function wander(): Promise<void> {
  for (let turns = Math.floor(Math.random() * 4); turns > 0; turns--) {
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
  }
}
