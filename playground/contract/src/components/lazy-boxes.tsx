import { loadedLazily } from "./loaded-lazily";

export const LazyBoxLater = loadedLazily(() => import("./lazy-box").then(({ LazyBox }) => LazyBox));
export const NeverRendered = loadedLazily(() => import("./never-rendered").then((module) => module.default));
