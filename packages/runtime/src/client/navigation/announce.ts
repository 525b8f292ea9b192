let region: HTMLElement | undefined;

/** Has screen readers say the title of the page, as they do for a new document. */
export function announce(title: string): void {
  region ??= createRegion();
  region.textContent = title;
}

/** Outside of what React renders, and invisible. The policy of a page allows styles that are set like this. */
function createRegion(): HTMLElement {
  const created = document.createElement("div");
  created.ariaLive = "assertive";
  created.style.cssText = "position:fixed;clip-path:inset(50%)";
  document.body.append(created);
  return created;
}
