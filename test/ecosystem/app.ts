import type { AppFiles } from "../support/fixture.ts";

const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h2v2H0z"/></svg>\n';

/** What of `.env` files must never reach a browser. */
export const SECRET = "secret-9f2c51d7";

/** Only `meta` of a document uses it. */
export const SERVER_ONLY = "only-the-server-a41b";

/** One app with what React apps bring along: one build for all of it. */
export const APP: AppFiles = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      jsx: "react-jsx",
      module: "Preserve",
      paths: { "@/*": ["./src/*"], "#rows": ["./src/data/rows.server.ts"] },
    },
  }),
  "vite.config.ts": `
import mdx from "@mdx-js/rollup";
import remarkFrontmatter from "remark-frontmatter";
import remarkMdxFrontmatter from "remark-mdx-frontmatter";
import svgr from "vite-plugin-svgr";
import { bunsen } from "@bunsen/vite";

export default {
  plugins: [
    { enforce: "pre", ...mdx({ remarkPlugins: [remarkFrontmatter, remarkMdxFrontmatter] }) },
    svgr(),
    bunsen({ pageExtensions: [".mdx"], react: { compiler: true }, tailwind: false }),
  ],
};
`,
  ".env": `SECRET=${SECRET}\nVITE_SHOWN=shown-from-env\nVITE_MODE=none\n`,
  ".env.development": "VITE_MODE=mode-development\n",
  ".env.production": "VITE_MODE=mode-production\n",
  "src/mark.svg": ICON,
  "src/data/rows.server.ts": `export const rows = ["one", "two"];\nexport const note = "${SERVER_ONLY}";\n`,
  "src/components/label.tsx": `
import styles from "@/components/label.module.css";
export const Label = ({ text }: { text: string }) => <b className={styles.label}>{text}</b>;
`,
  "src/components/label.module.css": ".label { color: rgb(10, 20, 30); }\n",
  "src/components/counter.tsx": `
import { useEffect, useState } from "react";
function Child() {
  useEffect(() => {
    const { dataset } = document.getElementById("child")!;
    dataset.renders = String(Number(dataset.renders ?? 0) + 1);
  });
  return <i id="child" />;
}
export function Counter() {
  const [count, setCount] = useState(0);
  return (
    <>
      <button id="counter" type="button" onClick={() => setCount(count + 1)}>clicked {count}</button>
      <Child />
    </>
  );
}
`,
  "src/theme/_colors.scss": "$ink: rgb(40, 50, 60);\n",
  "src/theme/page.scss": '@use "colors";\n.sass { .inner { color: colors.$ink; } }\n',
  "src/theme/box.module.scss": '@use "colors";\n.box { &:first-child { background-color: colors.$ink; } }\n',
  "src/pages/__layout.tsx": `
import frame from "./frame.module.css";
export default ({ children }) => <div id="frame" className={frame.frame}>{children}</div>;
`,
  "src/pages/frame.module.css": ".frame { border-top: 3px solid rgb(70, 80, 90); }\n",
  "src/pages/alias.tsx": `
import { Label } from "@/components/label";
import { Counter } from "@/components/counter";
export default ({ props }) => <main><Label text={props.rows.join("+")} /><Counter /></main>;
`,
  "src/pages/alias.server.ts": 'import { rows } from "#rows";\nexport default () => ({ props: { rows } });\n',
  "src/pages/api/rows.ts": 'import { rows } from "@/data/rows.server";\nexport const GET = () => rows;\n',
  "src/pages/styles.tsx": `
import box from "@/theme/box.module.scss";
import { Label } from "../components/label";
import { Counter } from "../components/counter";
import "../theme/page.scss";
export default () => (
  <main>
    <div id="box" className={box.box}>box</div>
    <Label text="label" />
    <div className="sass"><p className="inner">inner</p></div>
    <Counter />
  </main>
);
`,
  "src/pages/post.mdx": `---
title: A post
---
import { Counter } from "../components/counter";
import { clamp } from "@mantine/hooks";
import { note } from "../data/rows.server";

export const meta = { title: frontmatter.title, description: note };

# {frontmatter.title} at {props.url.pathname}

- *first* text

{clamp(7, 0, 3)} of three

<Counter />
`,
  "src/pages/still.mdx": `
export const config = { hydrate: false };

Nothing moves here.
`,
  "src/pages/images.tsx": `
import url from "../mark.svg?no-inline";
import inlined from "../mark.svg";
import raw from "../mark.svg?raw";
import Mark from "../mark.svg?react";
export default () => (
  <main>
    <img id="url" src={url} alt="" />
    <img id="inlined" src={inlined} alt="" />
    <pre>{raw.trim()}</pre>
    <Mark id="component" />
  </main>
);
`,
  "src/pages/environment.tsx": `
import { Counter } from "../components/counter";
const { VITE_SHOWN, VITE_MODE, SECRET = "no secret", MODE } = import.meta.env;
export default ({ props }) => (
  <main>
    <p id="baked">{[VITE_SHOWN, VITE_MODE, SECRET, MODE].join(" ")}</p>
    <p id="server">{props.server}</p>
    <Counter />
  </main>
);
`,
  "src/pages/environment.server.ts": `
export default () => ({
  props: { server: [process.env.SECRET ? "has a secret" : "has none", import.meta.env.VITE_MODE].join(" ") },
});
`,
  "src/pages/components.tsx": `
import { Dialog } from "@base-ui/react/dialog";
import { Button, MantineProvider } from "@mantine/core";
import "@mantine/core/styles.css";
import { Anchor } from "lucide-react";
import { useState } from "react";
export default function Components() {
  const [count, setCount] = useState(0);
  return (
    <MantineProvider>
      <Button id="styled" color="teal" onClick={() => setCount(count + 1)}>styled {count}</Button>
      <Anchor id="icon" size={48} />
      <Dialog.Root>
        <Dialog.Trigger id="open">open</Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Backdrop />
          <Dialog.Popup><Dialog.Title>In the dialog</Dialog.Title></Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </MantineProvider>
  );
}
`,
};
