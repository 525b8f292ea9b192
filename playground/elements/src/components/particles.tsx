import type { State } from "../element/state";

const PER_ROW = 5;
const COUNT = 25;
const BOX = 100;

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
  const column = index % PER_ROW;
  const row = Math.floor(index / PER_ROW);
  if (state === "solid") return { x: 30 + column * 10, y: 53 + row * 10 };
  if (state === "liquid")
    return { x: 14 + column * 18 + scatter(index, 4), y: 62 + row * 8 + scatter(index + 50, 3) };
  return { x: 16 + column * 17 + scatter(index, 5), y: 16 + row * 17 + scatter(index + 50, 5) };
}

/** A number between -range and range that looks random but agrees on server and browser. */
function scatter(index: number, range: number): number {
  const wave = Math.sin(index * 12.9898) * 43758.5453;
  return Math.round(((wave - Math.floor(wave)) * 2 - 1) * range * 10) / 10;
}
