import type { PageMeta, PageProps } from "@bunsen/runtime";
import { useState } from "react";
import { CategoryLegend } from "../components/category-legend";
import { PeriodicTable } from "../components/periodic-table";
import type { Category } from "../element/model";
import type { TablePageProps } from "./index.server";

export const meta = {
  title: "The periodic table of the elements",
  canonical: "/",
} satisfies PageMeta<"/", TablePageProps>;

export default function TablePage({ props }: PageProps<"/", TablePageProps>) {
  const { elements, selected } = props;
  const [previewed, setPreviewed] = useState<Category | null>(null);
  return (
    <div className="grid gap-6">
      {/* On wide screens the introduction fills the hole that every periodic table has. */}
      <div className="z-10 xl:col-start-1 xl:row-start-1 xl:ml-[13.5%] xl:w-[50%] xl:self-start xl:pt-4 min-[90rem]:pt-6">
        <h1 className="font-display text-4xl tracking-tight sm:text-5xl xl:text-4xl min-[90rem]:text-5xl">
          The periodic table
        </h1>
        <p className="mt-3 mb-4 max-w-xl xl:mt-2 min-[90rem]:mt-3 text-muted">
          Everything you can touch is made of these. Pick one, or a family of them.
        </p>
        <CategoryLegend selected={selected} onPreview={setPreviewed} />
      </div>
      <div className="relative -mx-4 overflow-x-auto px-4 py-1 sm:-mx-8 sm:px-8 xl:col-start-1 xl:row-start-1">
        <PeriodicTable elements={elements} highlighted={previewed ?? selected} />
      </div>
    </div>
  );
}
