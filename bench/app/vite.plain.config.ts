import { bunsen } from "@bunsen/vite";

/** The same app with React rendering everything. */
export default {
  build: { outDir: "dist-plain" },
  plugins: [bunsen({ tailwind: false, staticMarkup: false })],
};
