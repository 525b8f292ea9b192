import type { OnClientError } from "@bunsen/runtime";

interface Noted {
  kind: string;
  text: string;
  hasComponents: boolean;
}

declare global {
  interface Window {
    /** What `onError` was told. */
    noted?: Noted[];
    /** Whether React had taken over when this ran. */
    ranBefore?: boolean;
  }
}

const { searchParams } = new URL(location.href);
const root = document.getElementById("root");
window.ranBefore = !Object.keys(root ?? {}).some((key) => key.startsWith("__react"));

// What the docs say of deciding for oneself.
if (searchParams.has("no-reload"))
  window.addEventListener("vite:preloadError", (event) => event.preventDefault());

if (searchParams.get("client") === "throws") throw new Error("secret of src/client.ts");

/** Notes every error for the specs; `?on-error=throws` and `?on-error=rejects` break it. */
const note: OnClientError = (error, { kind, componentStack }) => {
  window.noted ??= [];
  window.noted.push({
    kind,
    text: error instanceof Error ? error.message : String(error),
    hasComponents: componentStack !== undefined && componentStack !== "",
  });
  if (searchParams.get("on-error") === "throws") throw new Error("onError is broken");
  if (searchParams.get("on-error") === "rejects") return Promise.reject(new Error("onError is broken"));
};

/** `?on-error=number`: what a project without TypeScript may export. */
export const onError = searchParams.get("on-error") === "number" ? 1 : note;
