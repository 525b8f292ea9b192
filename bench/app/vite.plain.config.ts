import { bunsen } from "@bunsen/vite";

/** The same app with all rendering left to React. */
export default {
  build: { outDir: "dist-plain" },
  plugins: [bunsen({ tailwind: false, staticMarkup: false })],
};
