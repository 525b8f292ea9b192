import { useId, useState } from "react";
import { formatCelsius, formatFahrenheit, formatKelvin } from "../element/format";
import type { ChemicalElement } from "../element/model";
import { ROOM_TEMPERATURE, type State, stateAt } from "../element/state";
import { kelvinAt, positionAt, SCALE_LENGTH } from "../element/temperature-scale";
import { Particles } from "./particles";
import { StateTrack } from "./state-track";

const STATE_WORDS: Record<State, string> = {
  solid: "solid",
  liquid: "liquid",
  gas: "a gas",
  unknown: "in a state nobody has measured",
};

const PLACES = [
  { name: "Liquid nitrogen", kelvin: 77 },
  { name: "Room", kelvin: ROOM_TEMPERATURE },
  { name: "Venus", kelvin: 737 },
  { name: "Lava", kelvin: 1450 },
  { name: "The Sun's surface", kelvin: 5772 },
];

export function TemperatureExplorer({ element }: { element: ChemicalElement }) {
  const [kelvin, setKelvin] = useState(ROOM_TEMPERATURE);
  const heading = useId();
  const slider = useId();
  const state = stateAt(element, kelvin);
  const sentence = `${element.name} is ${STATE_WORDS[state]}`;
  return (
    <section aria-labelledby={heading} className="rounded-2xl border border-line bg-raised p-5 sm:p-8">
      <h2 id={heading} className="font-display text-2xl">
        Warm it up, cool it down
      </h2>
      <div className="mt-6 grid grid-cols-[6rem_1fr] items-center gap-x-5 gap-y-6 sm:grid-cols-[11rem_1fr] sm:gap-x-8">
        <Particles state={state} />
        <p className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <span className="font-display text-2xl">{sentence}</span>
          <span className="flex flex-wrap items-baseline gap-x-3 text-muted tabular-nums">
            <span className="text-ink text-xl">{formatKelvin(kelvin)}</span>
            <span>{formatCelsius(kelvin)}</span>
            <span>{formatFahrenheit(kelvin)}</span>
          </span>
        </p>
        <div className="col-span-2 flex min-w-0 flex-col gap-5 sm:col-span-1">
          <div>
            <label htmlFor={slider} className="mb-2 block text-muted text-sm">
              Temperature
            </label>
            <StateTrack element={element}>
              <input
                id={slider}
                type="range"
                min={0}
                max={SCALE_LENGTH}
                value={Math.round(positionAt(kelvin))}
                onChange={(event) => setKelvin(Math.round(kelvinAt(event.currentTarget.valueAsNumber)))}
                aria-valuetext={`${formatKelvin(kelvin)}, ${formatCelsius(kelvin)}: ${sentence}`}
                className="thermometer absolute inset-0 size-full rounded-xl"
              />
            </StateTrack>
          </div>
          <fieldset className="flex flex-wrap gap-2">
            <legend className="sr-only">Familiar temperatures</legend>
            {PLACES.map((place) => (
              <button
                key={place.name}
                type="button"
                aria-pressed={kelvin === place.kelvin}
                onClick={() => setKelvin(place.kelvin)}
                className="cursor-pointer rounded-full border border-line px-3 py-1 text-sm hover:border-muted aria-pressed:border-ink"
              >
                {place.name}
              </button>
            ))}
          </fieldset>
        </div>
      </div>
    </section>
  );
}
