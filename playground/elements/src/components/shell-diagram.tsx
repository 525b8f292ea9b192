import type { Category } from "../element/model";

const CENTRE = 100;
const NUCLEUS = 19;
const OUTERMOST = 94;

interface ShellDiagramProps {
  symbol: string;
  category: Category;
  /** Electrons per shell from the inside out. */
  shells: number[];
}

/** Bohr's picture of the atom: no likeness, but it shows how the shells fill. */
export function ShellDiagram({ symbol, category, shells }: ShellDiagramProps) {
  const gap = (OUTERMOST - NUCLEUS) / Math.max(shells.length, 3);
  return (
    <figure data-category={category} className="flex w-full max-w-72 flex-col items-center gap-2 sm:gap-3">
      <svg
        viewBox="0 0 200 200"
        className="aspect-square w-full"
        role="img"
        aria-label={`Electrons per shell, from the inside out: ${shells.join(", ")}`}
      >
        <circle cx={CENTRE} cy={CENTRE} r={NUCLEUS} className="fill-tint stroke-tint-line" />
        <text
          x={CENTRE}
          y={CENTRE}
          textAnchor="middle"
          dominantBaseline="central"
          className="fill-tint-ink font-semibold text-[17px]"
        >
          {symbol}
        </text>
        {shells.map((electrons, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a shell is known by its place
          <Shell key={index} radius={NUCLEUS + gap * (index + 1)} electrons={electrons} />
        ))}
      </svg>
      <figcaption className="text-muted text-xs tabular-nums sm:text-sm">{shells.join(" · ")}</figcaption>
    </figure>
  );
}

/** The electrons are the dots of a dotted line: dashes of no length with round caps. */
function Shell({ radius, electrons }: { radius: number; electrons: number }) {
  const ring = { cx: CENTRE, cy: CENTRE, r: radius, fill: "none" };
  return (
    <>
      <circle {...ring} className="stroke-tint-line" strokeWidth={0.75} />
      <circle
        {...ring}
        className="stroke-tint-strong"
        strokeWidth={4}
        strokeLinecap="round"
        pathLength={electrons}
        strokeDasharray="0 1"
        transform={`rotate(-90 ${CENTRE} ${CENTRE})`}
      />
    </>
  );
}
