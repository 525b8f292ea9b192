import type { State } from "../element/state";

const COUNT = 25;
const BOX = 100;

const GAS = { columns: 5, left: 16, bottom: 84, gap: 17, looseness: 5 };

const ARRANGEMENTS: Record<State, typeof GAS> = {
  solid: { columns: 5, left: 30, bottom: 94, gap: 10, looseness: 0 },
  liquid: { columns: 7, left: 12, bottom: 91, gap: 12.5, looseness: 2.5 },
  gas: GAS,
  unknown: GAS,
};

const COLOURS: Record<State, string> = {
  solid: "fill-solid",
  liquid: "fill-liquid",
  gas: "fill-gas",
  unknown: "fill-line",
};

/** The same particles in a lattice, in a pool or all over the place. */
export function Particles({ state }: { state: State }) {
  return (
    <svg
      viewBox={`0 0 ${BOX} ${BOX}`}
      className="aspect-square w-full rounded-xl sm:row-span-2 border border-line bg-paper"
      aria-hidden="true"
    >
      {Array.from({ length: COUNT }, (_, index) => {
        const { x, y } = place(state, index);
        return (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: the particles are as alike as real ones
            key={index}
            r={4.5}
            style={{ transform: `translate(${x}px, ${y}px)` }}
            className={`motion-safe:transition-[transform,fill] motion-safe:duration-700 ${COLOURS[state]}`}
          />
        );
      })}
      {state === "unknown" && (
        <text
          x={BOX / 2}
          y={BOX / 2}
          textAnchor="middle"
          dominantBaseline="central"
          className="fill-ink text-3xl"
        >
          ?
        </text>
      )}
    </svg>
  );
}

function place(state: State, index: number): { x: number; y: number } {
  const { columns, left, bottom, gap, looseness } = ARRANGEMENTS[state];
  const column = index % columns;
  const row = Math.floor(index / columns);
  return {
    x: left + column * gap + scatter(index, looseness),
    y: bottom - row * gap + scatter(index + COUNT, looseness),
  };
}

/** A number between -range and range that looks random but agrees on server and browser. */
function scatter(index: number, range: number): number {
  const wave = Math.sin(index * 12.9898) * 43758.5453;
  return Math.round(((wave - Math.floor(wave)) * 2 - 1) * range * 10) / 10;
}
