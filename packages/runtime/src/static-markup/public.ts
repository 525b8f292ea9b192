export {
  type AttributeWriter,
  keywordAttribute,
  numericAttribute,
  overloadedAttribute,
  plainAttribute,
  presenceAttribute,
  urlAttribute,
} from "./attributes.ts";
export { child, children } from "./child.ts";
export { component, MarkupElement } from "./element.ts";
export { inline } from "./inlined-components.ts";
