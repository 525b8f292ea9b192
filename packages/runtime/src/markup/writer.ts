import { escapeText } from "./attributes.ts";
import { type MarkupTarget, type ReactRequest, type ReactTask, Renderable } from "./renderable.ts";
import type { Template } from "./template.ts";

/** What React puts between two texts, so that the browser keeps them apart. */
const SEPARATOR = "<!-- -->";

/**
 * Writes templates and their values as React would. A value that is not known to be only markup (an element of a
 * component, a promise, an iterable) ends the attempt: the whole is then React's to render.
 */
export class MarkupWriter implements MarkupTarget {
  html = "";
  /** Whether what was written last is text. */
  endsInText: boolean;

  constructor(afterText: boolean) {
    this.endsInText = afterText;
  }

  /** @returns false if a value is React's to render; `html` is then incomplete */
  template({ pieces, holes, beginsWithText, endsInText }: Template, values: readonly unknown[]): boolean {
    this.html += pieces[0];
    this.endsInText = endsInText[0] === true;
    for (let place = 0; place < holes.length; place++) {
      const hole = holes[place];
      if (hole === undefined) return false;
      const value = values[hole.index];
      if (hole.attribute === undefined) {
        if (!this.child(value)) return false;
      } else {
        const attribute = hole.attribute(value);
        if (attribute === undefined) return false;
        this.html += attribute;
      }
      if (this.endsInText && beginsWithText[place + 1]) this.html += SEPARATOR;
      this.html += pieces[place + 1];
      this.endsInText = endsInText[place + 1] ?? this.endsInText;
    }
    return true;
  }

  child(value: unknown): boolean {
    switch (typeof value) {
      case "string":
        if (value !== "") this.#text(escapeText(value));
        return true;
      case "number":
      case "bigint":
        this.#text(`${value}`);
        return true;
      case "object":
        return value === null || this.#object(value);
      default:
        // React leaves out `undefined`, booleans, functions and symbols.
        return true;
    }
  }

  #text(escaped: string): void {
    this.html += this.endsInText ? SEPARATOR + escaped : escaped;
    this.endsInText = true;
  }

  #object(value: object): boolean {
    if (value instanceof Renderable) return value.writeTo(this);
    return Array.isArray(value) && this.#list(value);
  }

  #list(items: readonly unknown[]): boolean {
    for (let index = 0; index < items.length; index++) if (!this.child(items[index])) return false;
    return true;
  }
}

/** Writes an element for React, which is about to render it. */
export function writeForReact(element: Renderable, request: ReactRequest, task: ReactTask): boolean {
  const segment = task.blockedSegment;
  // A resumed render counts elements, a view transition marks them, and static markup has no separators.
  if (segment === null || task.replay !== null || task.formatContext.viewTransition) return false;
  if (request.renderState.generateStaticMarkup) return false;
  const writer = new MarkupWriter(segment.lastPushedText);
  if (!element.writeTo(writer)) return false;
  segment.chunks.push(writer.html);
  segment.lastPushedText = writer.endsInText;
  return true;
}
