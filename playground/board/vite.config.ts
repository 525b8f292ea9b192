import { bunsen } from "@bunsen/vite";

export default { plugins: [bunsen()] };
