/** The common look of Bunsen's pages: colours of the system's scheme, fonts, controls and tables. */
export const THEME = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #14161a);
  --raised: light-dark(#ffffff, #1c1f25);
  --ink: light-dark(#1d1f24, #eceef2);
  --quiet: light-dark(#666b76, #9aa1ad);
  --line: light-dark(#e3e0d8, #2b2f37);
  --accent: light-dark(#5b3df0, #a08cff);
  font: 14px/1.45 ui-sans-serif, system-ui, "Segoe UI", sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); }
main { max-width: 1680px; margin: 0 auto; padding: 24px clamp(16px, 3vw, 40px) 48px; }
header { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 32px; margin-bottom: 20px; }
h1 { font-size: 26px; line-height: 1.15; letter-spacing: -0.02em; margin: 0 0 4px; }
h2 { font-size: 15px; margin: 0 0 12px; overflow-wrap: anywhere; }
header > :first-child { flex: 1 1 0; min-width: min(100%, 420px); }
header p { margin: 0; color: var(--quiet); font-size: 13px; }
button { font: inherit; color: inherit; background: none; border: 0; cursor: pointer; }
input { font: inherit; color: inherit; width: 220px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-size: 12px; color: var(--quiet); font-weight: 600; }
th, td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); }
.kind { color: var(--quiet); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { position: relative; padding: 0; }
.bar i { position: absolute; left: 0; height: 8px; top: calc(50% - 4px); border-radius: 4px; background: color-mix(in oklch, var(--accent) 28%, transparent); }
.bar .gzip { background: var(--accent); }
`;
