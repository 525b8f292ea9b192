export { default } from "./visitor";

export const config = { cachePage: true };
