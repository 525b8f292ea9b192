import { THEME } from "../../report-page/theme.ts";

/** The page's style sheet. */
export const STYLES = `${THEME}
h3 { font-size: 12px; color: var(--quiet); font-weight: 600; margin: 16px 0 4px; }
.tools { margin-left: auto; display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
.sides { display: flex; background: var(--line); border-radius: 10px; padding: 3px; }
.sides button { padding: 6px 14px; border-radius: 8px; font-weight: 600; color: var(--quiet); }
.sides small { margin-left: 8px; font-weight: 400; font-variant-numeric: tabular-nums; }
.sides [aria-pressed="true"] { background: var(--raised); color: var(--ink); box-shadow: 0 1px 2px #0002; }
.view { display: grid; grid-template-columns: minmax(0, 1fr) 320px; gap: 20px; }
.frame { min-width: 0; }
.where { display: flex; gap: 12px; align-items: center; height: 28px; color: var(--quiet); }
.where b { color: var(--ink); font-variant-numeric: tabular-nums; }
.where button { color: var(--accent); padding: 0; }
#map { position: relative; height: clamp(360px, 66vh, 760px); }
.group { position: absolute; overflow: hidden; border-radius: 7px;
  background: light-dark(oklch(0.82 0.09 var(--hue)), oklch(0.34 0.075 var(--hue))); }
.heading { position: absolute; inset: 0 0 auto; height: 22px; padding: 0 7px; display: flex; gap: 8px; align-items: center;
  font-size: 12px; white-space: nowrap; text-align: left;
  color: light-dark(oklch(0.3 0.09 var(--hue)), oklch(0.93 0.05 var(--hue))); }
.heading b { flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
.tile { position: absolute; overflow: hidden; border-radius: 4px; padding: 2px 5px; text-align: left; font-size: 11px; line-height: 1.3;
  display: flex; flex-direction: column; align-items: flex-start; white-space: nowrap;
  background: light-dark(oklch(0.925 0.045 var(--hue)), oklch(0.42 0.08 var(--hue)));
  color: light-dark(oklch(0.32 0.08 var(--hue)), oklch(0.95 0.03 var(--hue))); }
.tile:hover, .tile:focus-visible { background: light-dark(oklch(0.97 0.02 var(--hue)), oklch(0.52 0.1 var(--hue))); }
.tile[aria-current] { outline: 2px solid var(--ink); outline-offset: -2px; }
.tile span, .tile small { max-width: 100%; overflow: hidden; text-overflow: ellipsis; }
.tile small { opacity: 0.75; font-variant-numeric: tabular-nums; }
.empty { color: var(--quiet); padding: 24px; }
aside { background: var(--raised); border: 1px solid var(--line); border-radius: 14px; padding: 18px; margin-top: 28px;
  height: clamp(360px, 66vh, 760px); overflow: auto; }
.row { position: relative; display: flex; justify-content: space-between; gap: 12px; width: 100%; padding: 5px 0 9px; text-align: left;
  font-variant-numeric: tabular-nums; }
.row span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.row i { position: absolute; left: 0; bottom: 2px; height: 4px; border-radius: 2px; background: oklch(0.68 0.14 var(--hue)); }
.row:hover span { text-decoration: underline; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 14px; margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
ul { margin: 0; padding: 0; list-style: none; font-size: 12.5px; }
li { padding: 3px 0; overflow-wrap: anywhere; border-top: 1px solid var(--line); }
.routes { margin-top: 32px; overflow-x: auto; }
td:first-child { font-weight: 600; white-space: nowrap; }
.bar { width: 50%; }
@media (max-width: 900px) {
  .view { grid-template-columns: minmax(0, 1fr); }
  aside { height: auto; max-height: 60vh; margin-top: 0; }
  .tools { margin-left: 0; }
  .bar { display: none; }
`;
