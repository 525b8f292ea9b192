let isPressed = false;
const waiting = new Set<() => void>();

/**
 * Redraws something, but not before the pointer is up: a button that is replaced while it is pressed is never clicked.
 * A function that already waits is not called twice.
 */
export function whenReleased(draw: () => void): void {
  if (isPressed) waiting.add(draw);
  else draw();
}

export function listenForPointer(): void {
  addEventListener("pointerdown", () => {
    isPressed = true;
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(release));
}

/** After the click, which follows the pointer. */
function release(): void {
  isPressed = false;
  const draws = [...waiting];
  waiting.clear();
  for (const draw of draws) draw();
}

/**
 * Redraws something without taking the focus from one of its buttons.
 *
 * @param attribute by whose value such a button is found again
 */
export function keepingFocus(attribute: `data-${string}`, draw: () => void): void {
  const value = document.activeElement?.getAttribute(attribute);
  draw();
  if (value) document.querySelector<HTMLElement>(`[${attribute}="${CSS.escape(value)}"]`)?.focus();
}
