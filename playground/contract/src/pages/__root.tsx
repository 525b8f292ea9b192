import type { RootProps } from "@bunsen/runtime";

export const htmlProps = { lang: "en" };
export const meta = { title: "The page contract" };

/** Around every page; `?break=root` breaks it, error pages included; `?break=root-in-browser` in the browser alone. */
export default function Root({ children, query }: RootProps) {
  if (query.break === "root") throw new Error("the root is broken");
  if (query.break === "root-in-browser" && typeof document !== "undefined")
    throw new Error("secret of the root");
  return (
    <>
      <header data-wrapper="root">
        <a href="/">The page contract</a>
      </header>
      {children}
    </>
  );
}
