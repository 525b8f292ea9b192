import { escapeText } from "./escape.ts";
import { numberText } from "./number-text.ts";
import { type MarkupTarget, NEEDS_REACT, Renderable, TaggedRenderable } from "./renderable.ts";

const SEPARATOR = "<!-- -->";

/** Writes children one after the other, as React does. */
export class Children implements MarkupTarget {
  html = "";
  endsInText: boolean;

  constructor(afterText: boolean) {
    this.endsInText = afterText;
  }

  tags(html: string): void {
    this.html += html;
    this.endsInText = false;
  }

  child(value: unknown): void {
    switch (typeof value) {
      case "string":
        if (value !== "") this.#text(escapeText(value));
        break;
      case "number":
        this.#text(numberText(value));
        break;
      case "bigint":
        this.#text(`${value}`);
        break;
      case "object":
        if (value !== null) this.#object(value);
    }
    // React renders nothing for `undefined`, booleans, functions and symbols.
  }

  #text(escaped: string): void {
    this.html += this.endsInText ? SEPARATOR + escaped : escaped;
    this.endsInText = true;
  }

  #object(value: object): void {
    if (value instanceof Renderable) value.writeTo(this);
    else if (!Array.isArray(value)) throw NEEDS_REACT;
    else for (let index = 0; index < value.length; index++) this.child(value[index]);
  }
}

/** Writes a child that has a tag on both sides. Called by code that the build generates. */
export function child(value: unknown): string {
  switch (typeof value) {
    case "string":
      return escapeText(value);
    case "number":
      return numberText(value);
    case "bigint":
      return `${value}`;
    case "object":
      return value === null ? "" : between(value);
    default:
      return "";
  }
}

function between(value: object): string {
  if (value instanceof TaggedRenderable) return value.write();
  const children = new Children(false);
  if (Array.isArray(value)) list(value, children);
  else children.child(value);
  return children.html;
}

/** Most lists are rows of elements: collecting them in a local string is a fifth faster than adding each to the target. */
function list(values: readonly unknown[], target: MarkupTarget): void {
  let html = "";
  let index = 0;
  for (; index < values.length; index++) {
    const value = values[index];
    if (!(value instanceof TaggedRenderable)) break;
    html += value.write();
  }
  target.tags(html);
  for (; index < values.length; index++) target.child(values[index]);
}

/** Writes children that follow each other or adjoin text. Called by code that the build generates. */
export function children(values: readonly unknown[], afterText: boolean, beforeText: boolean): string {
  const written = new Children(afterText);
  for (const value of values) written.child(value);
  return beforeText && written.endsInText ? written.html + SEPARATOR : written.html;
}
