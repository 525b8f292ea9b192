import { THEME } from "../../report-page/theme.ts";

/** The page's style sheet. */
export const STYLES = `${THEME}
:root {
  --prepare: light-dark(#c9c5bb, #4a505b);
  --server: light-dark(oklch(0.74 0.15 65), oklch(0.76 0.14 70));
  --render: light-dark(oklch(0.53 0.24 280), oklch(0.7 0.16 285));
  --transfer: light-dark(oklch(0.7 0.12 195), oklch(0.74 0.11 195));
  --bad: light-dark(oklch(0.52 0.2 27), oklch(0.74 0.16 25));
  --warn: light-dark(oklch(0.55 0.13 65), oklch(0.8 0.13 75));
  --fine: light-dark(oklch(0.5 0.12 150), oklch(0.78 0.14 150));
  --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace;
}
code, pre { font-family: var(--mono); font-size: 12.5px; }
header { align-items: center; margin-bottom: 28px; }
h2 { margin: 0; }
section { margin-bottom: 32px; }
#live { display: flex; align-items: center; gap: 8px; padding: 5px 12px; border: 1px solid var(--line); border-radius: 99px; background: var(--raised); }
#live i { width: 8px; height: 8px; border-radius: 50%; background: var(--warn); }
#live[data-state="live"] i { background: var(--fine); animation: breathe 2.4s ease-in-out infinite; }
@keyframes breathe { 50% { box-shadow: 0 0 0 4px color-mix(in oklch, var(--fine) 22%, transparent); } }
#problem { white-space: pre-wrap; margin: 0 0 28px; padding: 12px 16px; border-radius: 10px; border: 1px solid var(--bad); color: var(--bad);
  background: color-mix(in oklch, var(--bad) 8%, transparent); }
#problem[hidden] { display: none; }
.title { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px; margin-bottom: 10px; min-height: 36px; }
.title .tools { margin-left: auto; display: flex; gap: 8px; }
.note { margin: 0; color: var(--quiet); font-size: 13px; }
input { padding: 6px 12px; width: 200px; }
.plain { padding: 6px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); }
.plain:hover { border-color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0; padding: 0; list-style: none; font-size: 12.5px; color: var(--quiet); }
.legend li::before { content: ""; display: inline-block; width: 9px; height: 9px; border-radius: 3px; margin-right: 6px; background: var(--phase); }
[data-phase="prepare"], [data-phase="middleware"] { --phase: var(--prepare); }
[data-phase="server"] { --phase: var(--server); }
[data-phase="render"] { --phase: var(--render); }
[data-phase="transfer"], [data-phase="open"] { --phase: var(--transfer); }
.panel { background: var(--raised); border: 1px solid var(--line); border-radius: 14px; overflow: auto; max-height: 85vh; }
.panel.requests { max-height: min(56vh, 620px); }
.panel th { position: sticky; top: 0; z-index: 1; background: var(--raised); font-weight: 500; white-space: nowrap; border: 0; box-shadow: inset 0 -1px var(--line); }
.panel th.number { text-align: right; }
.panel th small { font-size: inherit; opacity: 0.7; }
.panel th, .panel td { padding: 0 8px; height: 34px; }
.panel th:first-child, .panel td:first-child { padding-left: 18px; }
.panel th:last-child, .panel td:last-child { padding-right: 18px; }
.panel tbody tr:last-child td { border-bottom: 0; }
.panel tbody tr:not(.details):hover { background: color-mix(in oklch, var(--accent) 5%, transparent); }
.empty { margin: 0; padding: 28px 18px; color: var(--quiet); }
.opener { padding: 0; text-align: left; }
.opener:hover { text-decoration: underline; text-underline-offset: 3px; }
.when, .pattern, .file { color: var(--quiet); white-space: nowrap; }
.when { font-variant-numeric: tabular-nums; width: 1%; }
.request { width: 26%; max-width: 0; }
.request .opener { display: flex; gap: 8px; width: 100%; align-items: baseline; }
.request b { font-weight: 500; font-size: 11px; letter-spacing: 0.03em; color: var(--quiet); flex: none; min-width: 32px; }
.request span, .file, td.pattern { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.request span { font-weight: 600; unicode-bidi: isolate; }
td.pattern { width: 14%; max-width: 0; }
.status { font-weight: 600; width: 1%; }
.s2 { color: var(--fine); } .s3 { color: var(--quiet); } .s4 { color: var(--warn); } .s5 { color: var(--bad); }
.time { width: 30%; }
.phase, .size { color: var(--quiet); width: 1%; }
.total { font-weight: 600; width: 1%; }
#ticks { position: relative; height: 16px; font-variant-numeric: tabular-nums; }
#ticks span { position: absolute; transform: translateX(-50%); font-size: 11px; line-height: 16px; }
#ticks .end { right: 0; transform: none; }
.timeline { position: relative; height: 12px; }
td.time > .timeline { height: 33px; }
.timeline u { position: absolute; inset: 0 auto; width: 1px; background: var(--line); }
.timeline i { position: absolute; top: calc(50% - 6px); height: 12px; min-width: 2px; background: var(--phase); }
.timeline i:first-of-type { border-radius: 3px 0 0 3px; } .timeline i:last-of-type { border-radius: 0 3px 3px 0; }
.timeline i:only-of-type { border-radius: 3px; }
.beyond { mask-image: linear-gradient(to right, #000 calc(100% - 40px), transparent); }
.timeline [data-phase="open"] { width: 24px; border-radius: 0; background: linear-gradient(to right, var(--phase), transparent); animation: wait 1.2s ease-in-out infinite; }
@keyframes wait { 50% { opacity: 0.35; } }
.new { animation: arrive 1.4s ease-out; }
@keyframes arrive { from { background: color-mix(in oklch, var(--accent) 18%, transparent); } }
.panel .details td { height: auto; padding: 4px 18px 14px; background: color-mix(in oklch, var(--ink) 3%, transparent); }
.details p { margin: 8px 0; color: var(--quiet); }
.details ul { list-style: none; margin: 0; padding: 0; max-width: 860px; }
.details li { display: grid; grid-template-columns: minmax(0, 1fr) 90px minmax(80px, 300px); gap: 16px; align-items: center; padding: 3px 0; }
.details code { overflow-wrap: anywhere; }
.routes .details li { grid-template-columns: minmax(0, 1fr) 90px 90px; }
.panel td.tree { position: relative; white-space: nowrap; padding-left: calc(18px + 20px * var(--depth)); }
.tree i { position: absolute; top: 0; bottom: -1px; left: calc(18px + 20px * var(--level)); width: 20px; }
.tree i::before, .tree i::after { content: ""; position: absolute; left: 7px; background: color-mix(in oklch, var(--quiet) 45%, transparent); }
.tree .line::before, .tree .branch::before { width: 1px; inset-block: 0; }
.tree .corner::before { width: 1px; top: 0; height: 50%; }
.tree .branch::after, .tree .corner::after { height: 1px; width: 9px; top: 50%; }
.tree a { color: inherit; font-weight: 600; text-decoration: none; }
.tree a:hover { text-decoration: underline; text-underline-offset: 3px; }
.tree span { font-weight: 600; }
tr:not([class]) .tree span { font-weight: 400; color: var(--quiet); }
.panel td.file { max-width: 300px; }
.shipped { width: 1%; }
.unbuilt .shipped, .unbuilt .bar { display: none; }
.panel td.bar { width: 15%; min-width: 110px; }
.bar i { left: 8px; max-width: calc(100% - 16px); }
.chip { display: inline-flex; gap: 5px; margin: 2px 6px 2px 0; padding: 1px 8px; border: 1px solid var(--line); border-radius: 6px; font-size: 12.5px; white-space: nowrap; }
.chip small { font-size: inherit; color: var(--quiet); }
.modules { display: grid; grid-template-columns: minmax(180px, 280px) minmax(0, 1fr); overflow: hidden; height: min(60vh, 560px); }
#modules { list-style: none; margin: 0; padding: 8px; overflow: auto; border-right: 1px solid var(--line); }
#modules button { width: 100%; padding: 6px 10px; border-radius: 8px; text-align: left; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#modules button:hover { background: color-mix(in oklch, var(--ink) 5%, transparent); }
#modules [aria-current] { background: color-mix(in oklch, var(--accent) 14%, transparent); font-weight: 600; }
.source { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
.source .where { display: flex; justify-content: space-between; align-items: center; gap: 12px; padding: 8px 10px 8px 18px; border-bottom: 1px solid var(--line); min-height: 50px; }
.source .where code { color: var(--quiet); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
pre { flex: 1; margin: 0; padding: 12px 0; overflow: auto; line-height: 1.6; counter-reset: line; tab-size: 2; }
pre code { display: block; padding-right: 18px; counter-increment: line; }
pre code::before { content: counter(line); display: inline-block; width: 46px; margin-right: 18px; text-align: right; color: color-mix(in oklch, var(--quiet) 60%, transparent); user-select: none; }
@media (max-width: 1250px) {
  .panel .phase { display: none; }
  .panel td.file { max-width: 200px; }
}
@media (max-width: 1000px) {
  .panel .pattern, .panel .file { display: none; }
  .request { width: 40%; }
}
@media (max-width: 640px) {
  main { padding-top: 18px; }
  .title .tools { margin-left: 0; width: 100%; }
  .title input { flex: 1; width: 0; }
  .panel thead { display: none; }
  .panel tbody tr:not(.details) { display: grid; padding: 0 14px; border-bottom: 1px solid var(--line); }
  .panel tbody tr:last-child { border-bottom: 0; }
  .panel tbody tr:not(.details) > td { height: auto; border: 0; padding: 0 0 0 12px; width: auto; max-width: none; line-height: 34px; }
  .requests tbody tr:not(.details) { grid-template-columns: minmax(0, 1fr) auto 62px; }
  .requests .when, .requests .size { display: none; }
  .panel.requests tr:not(.details) > td.request { padding-left: 0; }
  .panel.requests tr:not(.details) > td.time { grid-column: 1 / -1; grid-row: 2; padding: 0 0 8px; }
  td.time > .timeline { height: 14px; }
  .routes tbody tr:not(.details) { grid-template-columns: minmax(0, 1fr) 74px 74px; }
  .routes .kind, .panel .bar { display: none; }
  .panel .routes tr:not(.details) > td.tree { grid-area: 1 / 1 / span 2; padding-left: calc(20px * var(--depth)); }
  .tree i { left: calc(20px * var(--level)); }
  .tree .corner::before { height: 17px; }
  .tree .branch::after, .tree .corner::after { top: 17px; }
  .panel .routes tr:not(.details) > td.cache { grid-column: 1 / -1; grid-row: 2; padding: 0 0 6px 48px; line-height: inherit; }
  .routes td.cache:empty { display: none; }
  .modules { grid-template-columns: minmax(0, 1fr); grid-template-rows: 150px minmax(0, 1fr); height: 75vh; }
  #modules { border-right: 0; border-bottom: 1px solid var(--line); }
  .panel .details td { padding-inline: 14px; }
  .details li, .routes .details li { grid-template-columns: minmax(0, 1fr) 72px; }
  .details li > :nth-child(3) { display: none; }
}
@media (prefers-reduced-motion: reduce) { *, *::before { animation: none !important; } }
`;
