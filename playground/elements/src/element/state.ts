import type { ChemicalElement } from "./model";

export type State = "solid" | "liquid" | "gas" | "unknown";

/** 25 °C in kelvin. */
export const ROOM_TEMPERATURE = 298.15;

export type TransitionPoints = Pick<ChemicalElement, "meltingPoint" | "boilingPoint" | "sublimationPoint">;

/** The state at normal pressure. */
export function stateAt(points: TransitionPoints, kelvin: number): State {
  const { meltingPoint, boilingPoint, sublimationPoint } = points;
  if (sublimationPoint !== null) return kelvin < sublimationPoint ? "solid" : "gas";
  if (meltingPoint === null && boilingPoint === null) return "unknown";
  if (meltingPoint !== null && kelvin < meltingPoint) return "solid";
  if (boilingPoint === null) return "unknown";
  return kelvin < boilingPoint ? "liquid" : "gas";
}
