import { lazy } from "react";

/** As apps write it: a helper around React's `lazy`, and a named export. */
export function loadedLazily<Props extends object>(load: () => Promise<React.ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }));
}
