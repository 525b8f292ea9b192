import { attributesOf } from "./attributes-of.ts";
import type { Fizz, Props } from "./react.ts";
import { isPlainTag, startTag } from "./tags.ts";

/**
 * The start tag of an element that the build knows nothing of.
 *
 * @returns `undefined` if only React can write it
 */
export function startOf(type: string, props: Props, fizz: Fizz): string | undefined {
  if (!isPlainTag(type)) return undefined;
  const { dangerouslySetInnerHTML: html } = props;
  if (html !== null && html !== undefined) return undefined;
  const attributes = attributesOf(type, props, fizz);
  return attributes === undefined ? undefined : `${startTag(type)}${attributes}>`;
}
