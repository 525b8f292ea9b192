/** Files that pages show. The server knows them, too, and must name them as browsers do. */
export const logo = new URL("./data/logo.png", import.meta.url);
export const nested = (directory: string, name: string): string =>
  `${new URL(`./${directory}/${name}.png?v=1`, import.meta.url)}`;
export const picture = (name: string): string => new URL(`./data/${name}.png`, import.meta.url).href;
