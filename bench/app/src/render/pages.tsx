import type { ReactNode } from "react";
import { renderToString } from "react-dom/server.bun";
import { Article } from "../article.tsx";
import Small from "../pages/index.tsx";
import { RowTable } from "../row-table.tsx";
import { rows } from "../rows.ts";
import { Table } from "../table.tsx";
import { Dashboard } from "./dashboard.tsx";
import { Mantine } from "./mantine.tsx";
import { Shop } from "./shop.tsx";
import { TableWithState } from "./table-with-state.tsx";

const PAGES: Record<string, () => ReactNode> = {
  "table with state, a button and a link per row": () => <TableWithState />,
  "table, rows inline": () => <Table rows={rows} />,
  "table, a component per row": () => <RowTable rows={rows} />,
  "shop of 40 tiles": () => <Shop />,
  "dashboard, props passed on by spread": () => <Dashboard />,
  Mantine: () => <Mantine />,
  "article of 1,000 elements": () => <Article />,
  "small page": () => <Small />,
};

export const names = Object.keys(PAGES);

/** The HTML of a page. */
export function render(name: string): string {
  return renderToString(PAGES[name]?.());
}
