import { type ReactNode, useId } from "react";
import { formatCelsius, formatDensity, formatDiscovery, formatKelvin, formatMass } from "../element/format";
import type { ChemicalElement } from "../element/model";
import { ROOM_TEMPERATURE, type State, stateAt } from "../element/state";
import { ElectronConfiguration } from "./electron-configuration";

const STATE_LABELS: Record<State, string> = {
  solid: "Solid",
  liquid: "Liquid",
  gas: "Gas",
  unknown: "Not known",
};

export function ElementFacts({ element }: { element: ChemicalElement }) {
  const heading = useId();
  const { mass, group, period, density, electronegativity, configuration, note } = element;
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="font-display text-2xl">
        Facts
      </h2>
      <dl className="mt-4 grid gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
        <Fact
          term={Number.isInteger(mass) ? "Mass number of a long-lived isotope" : "Standard atomic weight"}
        >
          {formatMass(mass)}
        </Fact>
        <Fact term="Place in the table">
          {group === null ? `Period ${period}` : `Group ${group}, period ${period}`}
        </Fact>
        <Fact term="Electron configuration">
          <ElectronConfiguration configuration={configuration} />
        </Fact>
        <Fact term="State at 25 °C">{STATE_LABELS[stateAt(element, ROOM_TEMPERATURE)]}</Fact>
        <TemperatureFacts element={element} />
        <Fact term="Density">{density === null ? "Not measured" : formatDensity(density)}</Fact>
        <Fact term="Electronegativity (Pauling)">{electronegativity?.toFixed(2) ?? "Not known"}</Fact>
        <Fact term="Discovered">{formatDiscovery(element)}</Fact>
      </dl>
      {note && <p className="mt-4 text-muted">{note}</p>}
    </section>
  );
}

function TemperatureFacts({ element }: { element: ChemicalElement }) {
  const { meltingPoint, boilingPoint, sublimationPoint } = element;
  if (sublimationPoint !== null) return <Fact term="Sublimation point">{temperature(sublimationPoint)}</Fact>;
  const neverFreezes = meltingPoint === null && boilingPoint !== null;
  return (
    <>
      <Fact term="Melting point">{neverFreezes ? "None at normal pressure" : temperature(meltingPoint)}</Fact>
      <Fact term="Boiling point">{temperature(boilingPoint)}</Fact>
    </>
  );
}

function temperature(kelvin: number | null): ReactNode {
  if (kelvin === null) return "Not measured";
  return (
    <>
      {formatKelvin(kelvin)} <span className="text-muted">{formatCelsius(kelvin)}</span>
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-6 border-line border-t py-3 sm:block">
      <dt className="text-muted text-sm">{term}</dt>
      <dd className="text-right tabular-nums sm:mt-0.5 sm:text-left sm:text-lg">{children}</dd>
    </div>
  );
}
