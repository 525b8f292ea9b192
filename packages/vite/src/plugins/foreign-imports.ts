import type { Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { findSpecifiers } from "../page-module/specifiers.ts";
import { atImport } from "../source-errors/describe-by-source.ts";

const LINK = "Write <a href>: the next page is shown in the open document.";
const ROUTER = 'Use useUrl, useParams, useQuery and navigate of "@bunsen/runtime".';
const REQUEST = "Use the ctx of the server function, and standard Request and Response objects.";

/** Modules of other frameworks, from the more special to the more general, and what to write instead. */
const FOREIGN: [module: RegExp, instead: string][] = [
  [/^(next\/link|gatsby-link)$/, LINK],
  [/^next\/(router|navigation)$/, ROUTER],
  [/^next\/(legacy\/)?image$/, 'Write <img> with an imported file: import photo from "./photo.jpg".'],
  [/^next\/head$/, "Export meta or Head from the page, or render <title> and <meta> in a component."],
  [/^next\/dynamic$/, 'Use lazy and Suspense of "react".'],
  [/^next\/script$/, "Render <script async src> in the page's Head."],
  [/^next\/font\b/, "Use @font-face in a stylesheet, with a file beside it."],
  [/^next\/cache$/, 'Use config.cachePage, revalidatePath and revalidateTag of "@bunsen/runtime".'],
  [/^next\/(headers|server)$/, REQUEST],
  [/^next(\/|$)/, "Look it up in docs/migrate/next.md."],
  [/^@remix-run\/(node|server-runtime|cloudflare|deno)$/, REQUEST],
  [/^@moduletrace\/bunext(\/|$)/, "Look it up in docs/migrate/bunext.md."],
  [/^@remix-run\/react$/, `${LINK} Data of the server file are the page's props.`],
];

/** Names what to use instead of a module of another framework, which would need its server and router. */
export function foreignImportsPlugin(context: PluginContext): Plugin[] {
  const refuse = (source: string, importer: string): void => {
    const [, instead] = FOREIGN.find(([module]) => module.test(source)) ?? [];
    if (instead === undefined) return;
    throw atImport(importErrors.foreign(source, context.relative(importer), instead), importer, source);
  };
  return [
    {
      name: "bunsen:foreign-imports",
      enforce: "pre",
      resolveId: {
        filter: { id: /^(next|gatsby-link|@remix-run|@moduletrace\/bunext)(\/|$)/ },
        handler(source, importer, options) {
          if (importer === undefined || importer.includes("/node_modules/")) return null;
          // The dependency scan reads types, too.
          if ("scan" in options && options.scan) return { id: source, external: true };
          refuse(source, importer);
          return null;
        },
      },
    },
    {
      // The development server leaves installed packages to the runtime, and resolves nothing.
      name: "bunsen:foreign-imports-on-server",
      apply: "serve",
      enforce: "post",
      applyToEnvironment: ({ name }) => name === "ssr",
      transform: {
        filter: {
          id: { include: /\.[cm]?[jt]sx?(?:$|\?)/, exclude: [/\0/, /[\\/]node_modules[\\/]/] },
          code: /["'](?:next|gatsby-link|@remix-run|@moduletrace\/bunext)[/"']/,
        },
        handler(code, id) {
          for (const source of findSpecifiers(code, "compiled.jsx")) refuse(source, withoutQuery(id));
        },
      },
    },
  ];
}
