import { bundleScript, standaloneDocument } from "../../report-page/standalone.ts";
import { STYLES } from "./styles.ts";

/** The page, the same for every app: its script asks for what it shows. */
export async function pageDocument(): Promise<string> {
  const script = await bundleScript(new URL("./browser/main.js", import.meta.url));
  return standaloneDocument({ title: "Bunsen", styles: STYLES, script, body: BODY, connects: true });
}

const BODY = `<main>
<header>
<div><h1 id="app">Bunsen</h1><p id="versions">&nbsp;</p></div>
<p id="live" role="status" data-state="connecting"><i></i><span>connecting</span></p>
</header>
<p id="problem" role="alert" hidden></p>
<section aria-labelledby="requests-title">
<div class="title">
<h2 id="requests-title">Requests</h2>
<ul class="legend">
<li data-phase="prepare" title="Middleware, routing, and compiling what has changed">prepare</li>
<li data-phase="server" title="Server functions of root, layouts and page; the handler of an endpoint">companion</li>
<li data-phase="render" title="Head, markup and data">render</li>
<li data-phase="transfer" title="From the first byte to the last">transfer</li>
</ul>
<div class="tools">
<input id="find-requests" type="search" placeholder="Find a request" aria-label="Find a request">
<button id="clear" class="plain" type="button">Clear</button>
</div>
</div>
<div class="panel requests">
<table hidden>
<thead><tr>
<th class="when">Time</th><th>Request</th><th class="pattern">Route</th><th class="number">Status</th>
<th class="time" aria-label="Timeline, in milliseconds"><div id="ticks"></div></th>
<th class="number phase" title="Middleware, routing, and compiling what has changed">Prepare</th>
<th class="number phase" title="Server functions; the handler of an endpoint">Companion</th>
<th class="number phase">Render</th><th class="number phase">Transfer</th>
<th class="number">Total <small>ms</small></th><th class="number size">Size</th>
</tr></thead>
<tbody id="requests"></tbody>
</table>
<p id="no-requests" class="empty" hidden></p>
</div>
</section>
<section aria-labelledby="routes-title">
<div class="title">
<h2 id="routes-title">Routes</h2>
<p id="build" class="note"></p>
<div class="tools"><input id="find-routes" type="search" placeholder="Find a route" aria-label="Find a route"></div>
</div>
<div class="panel">
<table class="routes">
<thead><tr>
<th class="tree">Route</th><th class="kind">Kind</th><th class="file">File</th>
<th class="number shipped" title="What a browser that has nothing yet loads with the page">Browser</th>
<th class="number shipped">gzip</th><th class="bar" aria-hidden="true"></th><th>Page cache</th>
</tr></thead>
<tbody id="routes"></tbody>
</table>
</div>
</section>
<section aria-labelledby="modules-title">
<div class="title"><h2 id="modules-title">Generated modules</h2><p class="note">Made from your pages, written nowhere</p></div>
<div class="panel modules">
<ul id="modules"></ul>
<div class="source">
<div class="where"><code id="module-id"></code><button id="copy" class="plain" type="button" hidden>Copy</button></div>
<pre id="module" tabindex="0"></pre>
</div>
</div>
</section>
</main>`;
