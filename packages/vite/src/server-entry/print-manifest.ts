// The first module that a server loads, before any code of the app. It is copied into builds: it imports nothing.

if (process.argv[2] === "--bunsen-inspect") {
  const fs = process.getBuiltinModule("node:fs");
  const manifest = Bun.isStandaloneExecutable
    ? embeddedManifest(fs.readFileSync(`${import.meta.dir}/bunsen.manifest`))
    : fs.readFileSync(`${import.meta.dir}/../bunsen.json`);
  print(manifest, fs.writeSync);
  process.exit();
}

/** Writes everything before the app would be loaded. */
function print(text: Uint8Array, write: (descriptor: number, bytes: Uint8Array) => number): void {
  for (let rest = text; rest.byteLength > 0; ) {
    try {
      rest = rest.subarray(write(1, rest));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      // The reader may close the pipe before the end.
      if (code === "EPIPE") return;
      // A full pipe that does not block, as some parent processes make them.
      if (code !== "EAGAIN") throw error;
      Bun.sleepSync(1);
    }
  }
}

/** See `manifest/container.ts`. */
function embeddedManifest(container: Buffer): Uint8Array {
  return Bun.zstdDecompressSync(container.subarray(80)).subarray(0, container.readUInt32LE(44));
}
