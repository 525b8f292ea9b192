export {
  type AttributeWriter,
  keywordAttribute,
  noAttribute,
  numericAttribute,
  overloadedAttribute,
  plainAttribute,
  presenceAttribute,
  urlAttribute,
} from "./attributes.ts";
export { component, markup } from "./element.ts";
export { template } from "./template.ts";
