import { bundleScript, escapeText, standaloneDocument } from "../report-page/standalone.ts";
import type { Artefact } from "./read.ts";
import { pageData } from "./treemap/data.ts";
import { STYLES } from "./treemap/styles.ts";

const SCRIPT = new URL("./treemap/main.js", import.meta.url);

/** A page that shows what is in an artefact: one file that loads nothing, and may load nothing. */
export async function toHtml(artefact: Artefact): Promise<string> {
  const { manifest, kind, path } = artefact;
  const versions = Object.entries(manifest.versions).map(([name, version]) => `${name} ${version}`);
  const what = `${kind === "directory" ? "Build" : "Executable"} ${path} · ${manifest.buildId} · ${versions.join(" · ")}`;
  return standaloneDocument({
    title: `${manifest.app}: what is inside`,
    styles: STYLES,
    script: await bundleScript(SCRIPT),
    data: pageData(artefact),
    body: `<main>
<header>
<div><h1>${escapeText(manifest.app)}</h1><p>${escapeText(what)}</p></div>
<div class="tools">
<input id="search" type="search" placeholder="Find a module" aria-label="Find a module">
<div class="sides" role="group" aria-label="Side">
<button type="button" data-side="client">Browser</button><button type="button" data-side="server">Server</button>
</div>
</div>
</header>
<div class="view">
<div class="frame">
<div class="where"><span><b id="total"></b> before compression</span><button id="back" type="button" hidden>← all packages</button></div>
<div id="map"></div>
</div>
<aside id="details" aria-live="polite"></aside>
</div>
<section class="routes">
<h2>What a browser loads with each page</h2>
<table>
<thead><tr><th>Route</th><th>Kind</th><th class="number">Bytes</th><th class="number">gzip</th><th></th></tr></thead>
<tbody id="routes"></tbody>
</table>
</section>
</main>`,
  });
}
