import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

/** A page in one file. */
export interface StandalonePage {
  title: string;
  styles: string;
  /** Runs at the end of the body. */
  script: string;
  /** HTML, in which untrusted text must be escaped. */
  body: string;
  /** JSON for the script, in an element with the id `data`; left out if it has none. */
  data?: unknown;
  /** Whether the script may send requests to the server of the page. */
  connects?: boolean;
}

/** The document of a page that loads nothing. Its policy allows only its own script and style. */
export function standaloneDocument(page: StandalonePage): string {
  const { title, styles, script, body, data, connects } = page;
  const policy = [
    "default-src 'none'",
    `script-src '${hashSource(script)}'`,
    `style-src '${hashSource(styles)}'`,
    ...(connects ? ["connect-src 'self'"] : []),
  ].join("; ");
  const block =
    data === undefined
      ? ""
      : `<script type="application/json" id="data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<style>${styles}</style>
</head>
<body>
${body}
${block}<script>${script}</script>
</body>
</html>
`;
}

/**
 * The script of a page as one piece of text.
 *
 * @param entry URL of the compiled module that it starts with
 */
export async function bundleScript(entry: URL): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [fileURLToPath(entry)],
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

export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
