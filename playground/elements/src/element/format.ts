import type { ChemicalElement } from "./model";

const plain = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat("en", { maximumSignificantDigits: 5 });

const ZERO_CELSIUS = 273.15;
/** Below this, in g/cm³, only gases are found; litres suit them better. */
const LIGHTEST_SOLID = 0.1;

/** `196.97`, or `[294]` where only the mass number of an isotope is known. */
export function formatMass(mass: number): string {
  return Number.isInteger(mass) ? `[${mass}]` : precise.format(mass);
}

/** `1,337.33 K` */
export function formatKelvin(kelvin: number): string {
  return `${plain.format(kelvin)} K`;
}

/** `1,064 °C` */
export function formatCelsius(kelvin: number): string {
  return `${minus(whole.format(Math.round(kelvin - ZERO_CELSIUS) + 0))} °C`;
}

/** `1,948 °F` */
export function formatFahrenheit(kelvin: number): string {
  return `${minus(whole.format(Math.round(((kelvin - ZERO_CELSIUS) * 9) / 5 + 32) + 0))} °F`;
}

export function formatDensity(density: number): string {
  return density < LIGHTEST_SOLID
    ? `${precise.format(density * 1000)} g/L`
    : `${precise.format(density)} g/cm³`;
}

export function formatDiscovery(element: ChemicalElement): string {
  return element.discoveryYear === null
    ? element.discoverer
    : `${element.discoveryYear}, ${element.discoverer}`;
}

function minus(text: string): string {
  return text.replace("-", "−");
}
