import { useEffect, useState } from "react";
import { logo, nested, picture } from "../picture";

export default function Page() {
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <main data-ready={isReady}>
      <img id="object" src={logo.href} alt={`${logo}`} />
      <p id="parts">{`${logo.origin}|${logo.host}|${logo.pathname}`}</p>
      <img id="template" src={picture("logo")} alt="logo" />
      <img id="nested" src={nested("data", "logo")} alt="logo" />
    </main>
  );
}
