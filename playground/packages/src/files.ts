import logo from "./data/logo.png";
import menu from "./data/menu.yaml";
import model from "./data/model.glb";
import note from "./data/note.txt";
import noteUrl from "./data/note.txt?url";
import pixel from "./data/pixel.gif?inline";
import plain from "./data/plain.json";
import site from "./data/site.toml";
import rawSite from "./data/site.toml?raw";
import sumUrl from "./data/sum.wasm";
import theme from "./data/theme.json5";

/** Every kind of import, as JSON: the same on both sides, in every mode but for the names of hashed files. */
export const files = {
  site,
  menu,
  theme,
  plain,
  note,
  rawSite,
  urls: { logo, model, noteUrl, pixel, sumUrl },
};
