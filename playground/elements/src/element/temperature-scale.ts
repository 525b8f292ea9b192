/** Nothing melts or boils above this temperature, in kelvin. */
export const HOTTEST = 6500;
/** Steps of the slider. */
export const SCALE_LENGTH = 1000;

// A square scale: hydrogen's 14 K and tungsten's 6203 K both get room on the same slider.

export function kelvinAt(position: number): number {
  return HOTTEST * (position / SCALE_LENGTH) ** 2;
}

export function positionAt(kelvin: number): number {
  return SCALE_LENGTH * Math.sqrt(kelvin / HOTTEST);
}
