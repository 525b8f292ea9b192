import type { CollectStyles } from "@bunsen/runtime";
import { createElement } from "react";
import { Sheet, SheetContext } from "./components/sheet";

/** One sheet for each render. */
export const collectStyles: CollectStyles = () => {
  const sheet = new Sheet();
  return {
    wrap: (app) => createElement(SheetContext, { value: sheet }, app),
    styles() {
      const rules = sheet.take();
      return rules === "" ? "" : `<style data-sheet>${rules}</style>`;
    },
  };
};
