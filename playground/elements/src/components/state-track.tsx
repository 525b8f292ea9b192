import type { ReactNode } from "react";
import { formatKelvin } from "../element/format";
import type { State, TransitionPoints } from "../element/state";
import { HOTTEST, positionAt, SCALE_LENGTH } from "../element/temperature-scale";

interface Stretch {
  state: State;
  from: number;
  to: number;
}

const COLOURS: Record<State, string> = {
  solid: "bg-solid",
  liquid: "bg-liquid",
  gas: "bg-gas",
  unknown: "bg-line",
};

/** The slider's background: how far the element is solid, liquid and gas. */
export function StateTrack({ element, children }: { element: TransitionPoints; children: ReactNode }) {
  const stretches = stretchesOf(element);
  return (
    <>
      <div className="relative h-11">
        {/* Half a thumb at each side, since a thumb's middle never reaches the slider's ends. */}
        <div className="absolute inset-x-3 top-4 h-3" aria-hidden="true">
          {stretches.map(({ state, from, to }) => (
            <div
              key={state}
              style={{ left: percent(from), width: percent(to, from) }}
              className={`absolute h-full first:rounded-l-full last:rounded-r-full ${COLOURS[state]}`}
            />
          ))}
        </div>
        {children}
      </div>
      <ul className="mt-1 flex flex-wrap gap-x-6 gap-y-1 text-muted text-sm tabular-nums">
        {stretches.map((stretch) => (
          <li key={stretch.state} className="flex items-center gap-2">
            <span className={`size-2.5 rounded-full ${COLOURS[stretch.state]}`} aria-hidden="true" />
            {describe(stretch)}
          </li>
        ))}
      </ul>
    </>
  );
}

function stretchesOf({ meltingPoint, boilingPoint, sublimationPoint }: TransitionPoints): Stretch[] {
  if (sublimationPoint !== null) {
    return [
      { state: "solid", from: 0, to: sublimationPoint },
      { state: "gas", from: sublimationPoint, to: HOTTEST },
    ];
  }
  if (boilingPoint === null) return [{ state: "unknown", from: 0, to: HOTTEST }];
  const melts = meltingPoint ?? 0;
  const stretches: Stretch[] = [
    { state: "solid", from: 0, to: melts },
    { state: "liquid", from: melts, to: boilingPoint },
    { state: "gas", from: boilingPoint, to: HOTTEST },
  ];
  return stretches.filter(({ from, to }) => from < to);
}

function describe({ state, from, to }: Stretch): string {
  if (state === "unknown") return "No melting or boiling point has been measured.";
  const word = state.charAt(0).toUpperCase() + state.slice(1);
  if (from === 0) return `${word} below ${formatKelvin(to)}`;
  return to === HOTTEST ? `${word} above ${formatKelvin(from)}` : `${word} in between`;
}

function percent(to: number, from = 0): string {
  return `${(((positionAt(to) - positionAt(from)) / SCALE_LENGTH) * 100).toFixed(2)}%`;
}
