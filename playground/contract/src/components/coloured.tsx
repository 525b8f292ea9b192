import { useContext, useId } from "react";
import { SheetContext } from "./sheet";

/** A component with styles that it makes while it is rendered. */
export function Coloured({ id, color }: { id: string; color: string }) {
  const name = `coloured-${color.replace(/\D+/g, "-")}`;
  useContext(SheetContext)?.add(name, `.${name}{color:${color}}`);
  return (
    <p id={id} className={name} title={useId()}>
      coloured
    </p>
  );
}
