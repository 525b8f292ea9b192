export { default } from "./inner/index.server";
