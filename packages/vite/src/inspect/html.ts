import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { pageData } from "./page/data.ts";
import { STYLES } from "./page/styles.ts";
import type { Artefact } from "./read.ts";

const SCRIPT = fileURLToPath(new URL("./page/main.js", import.meta.url));

/** A page that shows what is in an artefact: one file that loads nothing, and may load nothing. */
export async function toHtml(artefact: Artefact): Promise<string> {
  const script = await bundleScript();
  const policy = `default-src 'none'; script-src '${hashSource(script)}'; style-src '${hashSource(STYLES)}'`;
  const { manifest, kind, path } = artefact;
  const versions = Object.entries(manifest.versions).map(([name, version]) => `${name} ${version}`);
  const what = `${kind === "directory" ? "Build" : "Executable"} ${path} · ${manifest.buildId} · ${versions.join(" · ")}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(manifest.app)}: what is inside</title>
<style>${STYLES}</style>
</head>
<body>
<main>
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
</main>
<script type="application/json" id="data">${JSON.stringify(pageData(artefact)).replaceAll("<", "\\u003c")}</script>
<script>${script}</script>
</body>
</html>
`;
}

async function bundleScript(): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [SCRIPT],
    target: "browser",
    format: "iife",
    minify: true,
  });
  const text = (await outputs[0]?.text()) ?? "";
  return text.replaceAll("</script", "<\\/script");
}

/** An inline script or style is allowed by its hash (CSP Level 3 §2.3.1). */
function hashSource(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
