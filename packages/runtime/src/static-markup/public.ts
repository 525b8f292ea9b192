export { type ChosenWriter, chooseWriter, PROBES } from "./attribute-choice.ts";
export {
  isAction,
  isObject,
  keywordAttribute,
  numericAttribute,
  overloadedAttribute,
  plainAttribute,
  positiveAttribute,
  presenceAttribute,
  resourceAttribute,
  urlAttribute,
} from "./attributes.ts";
export { spreadAttributes, spreadPlace } from "./attributes-of.ts";
export { areaText, firstNewline, innerHtml } from "./content.ts";
export { element, part, spreadElement, type Template } from "./element.ts";
export { escapeText } from "./escape.ts";
export { hole } from "./hole.ts";
export { styleAttribute } from "./style.ts";
export { isPlainTag, isVoidTag } from "./tags.ts";
export { text } from "./text.ts";
