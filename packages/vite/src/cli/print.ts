/** JSON leaves the upper control characters as they are, which some terminals interpret. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/[\u007f-\u009f]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)}\n`;
}

/** Writes everything, also into a slow pipe. The reader may close the pipe before the end. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error | null): void => {
      if (error && !("code" in error && error.code === "EPIPE")) reject(error);
      else resolve();
    };
    process.stdout.once("error", finish);
    process.stdout.write(text, finish);
  });
}
