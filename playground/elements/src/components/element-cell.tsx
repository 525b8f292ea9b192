import { categoryLabel, type ElementSummary, elementHref } from "../element/model";

/** Names longer than this need smaller letters to fit a cell. */
const LONG_NAME = 10;

interface ElementCellProps {
  element: ElementSummary;
  /** Drawn without its colour while another category is shown. */
  faded: boolean;
}

export function ElementCell({ element, faded }: ElementCellProps) {
  const { number, symbol, name, category } = element;
  return (
    <a
      href={elementHref(symbol)}
      data-element={number}
      data-category={category}
      data-faded={faded || undefined}
      className="element-cell"
    >
      <span className="element-cell-number">{number}</span>
      <span className="element-cell-symbol">{symbol}</span>
      <span className="element-cell-name" data-long={name.length > LONG_NAME || undefined}>
        {name}
      </span>
      <span className="sr-only">{categoryLabel(category)}</span>
    </a>
  );
}
