import { type Category, categories, categoryHref, categoryLabel } from "../element/model";

interface CategoryLegendProps {
  selected: Category | null;
  onPreview: (category: Category | null) => void;
}

/** Each entry is a link that the server answers; pointing at one only previews it. */
export function CategoryLegend({ selected, onPreview }: CategoryLegendProps) {
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label="Categories">
      {categories.map((category) => (
        <li key={category} data-category={category}>
          <a
            href={category === selected ? "/" : categoryHref(category)}
            aria-current={category === selected ? "true" : undefined}
            onMouseEnter={() => onPreview(category)}
            onMouseLeave={() => onPreview(null)}
            onFocus={() => onPreview(category)}
            onBlur={() => onPreview(null)}
            className="flex items-center gap-2 rounded-full border border-tint-line bg-tint py-1 pr-3 xl:py-0.5 pl-2.5 text-sm text-tint-ink hover:bg-tint-hover aria-current:border-tint-strong aria-current:bg-tint-hover aria-current:font-medium"
          >
            <span className="size-2.5 rounded-full bg-tint-strong" aria-hidden="true" />
            {categoryLabel(category)}
            {category === selected && (
              <span>
                <span aria-hidden="true">×</span>
                <span className="sr-only">, show all again</span>
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
