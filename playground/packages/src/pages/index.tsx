import { useEffect, useState } from "react";
import { files } from "../files";

export const meta = { title: "Packages" };

export default function Page() {
  const [fromBrowser, setFromBrowser] = useState("");
  const [fromWorker, setFromWorker] = useState("");
  useEffect(() => {
    setFromBrowser(JSON.stringify(files));
    const worker = new Worker(new URL("../browser-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => setFromWorker(data);
    worker.postMessage([2, 3]);
    return () => worker.terminate();
  }, []);
  return (
    <>
      <h1>{files.site.title}</h1>
      <pre id="server">{JSON.stringify(files)}</pre>
      <pre id="browser">{fromBrowser}</pre>
      <output id="worker">{fromWorker}</output>
    </>
  );
}
