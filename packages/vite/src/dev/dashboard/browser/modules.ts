import { byId, element } from "../../../report-page/elements.ts";
import type { ModuleText } from "../middleware.ts";
import { fetchJson } from "./fetch-json.ts";
import { keepingFocus, whenReleased } from "./redraw.ts";

/** Milliseconds for which a button says what it did. */
const SAID = 1500;

const state = { ids: [] as string[], shown: undefined as string | undefined, source: "" };

/** Lists the modules, and reads the shown one again: it may have changed. */
export async function showModules(ids: readonly string[]): Promise<void> {
  state.ids = [...ids];
  if (state.shown === undefined || !ids.includes(state.shown)) state.shown = ids[0];
  whenReleased(drawList);
  await read();
}

export function listenForModules(): void {
  byId("copy").addEventListener("click", () => copy());
}

function drawList(): void {
  keepingFocus("data-module", () => byId("modules").replaceChildren(...state.ids.map(entry)));
}

function entry(id: string): HTMLElement {
  const button = element(
    "button",
    {
      type: "button",
      "data-module": id,
      "aria-current": id === state.shown ? "true" : undefined,
      title: id,
    },
    id.replace(/^virtual:bunsen\//, ""),
  );
  button.addEventListener("click", () => {
    state.shown = id;
    drawList();
    void read();
  });
  return element("li", {}, button);
}

async function read(): Promise<void> {
  const id = state.shown;
  if (id === undefined) return;
  const text = await fetchJson<ModuleText>(`/module?id=${encodeURIComponent(id)}`);
  if (!text || id !== state.shown) return;
  const source = "problem" in text ? text.problem : (text.source ?? "");
  const changes = source !== state.source;
  state.source = source;
  byId("module-id").textContent = id;
  byId("copy").hidden = false;
  if (changes) byId("module").replaceChildren(...source.trimEnd().split("\n").map(line));
}

/** A line with a number before it that is not copied. */
function line(text: string): HTMLElement {
  return element("code", {}, `${text}\n`);
}

/**
 * Where the clipboard is closed to scripts, as in pages from other machines without TLS, the text is selected, and the
 * reader copies it.
 */
async function copy(): Promise<void> {
  const button = byId("copy");
  try {
    await navigator.clipboard.writeText(state.source);
    button.textContent = "Copied";
  } catch {
    getSelection()?.selectAllChildren(byId("module"));
    button.textContent = "Selected";
  }
  setTimeout(() => {
    button.textContent = "Copy";
  }, SAID);
}
