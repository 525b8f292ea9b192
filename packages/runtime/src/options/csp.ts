import { errors } from "../diagnostics/errors.ts";
import { isPlainObject } from "../util/plain-object.ts";
import { check, isBoolean, isObject, type OptionCheck, showValue } from "./checks.ts";

/** Every directive that a browser knows, so that a typo is not a hole. */
const DIRECTIVES = [
  ..."base-uri child-src connect-src default-src fenced-frame-src font-src form-action frame-ancestors".split(
    " ",
  ),
  ..."frame-src img-src manifest-src media-src object-src report-to report-uri".split(" "),
  ..."require-trusted-types-for sandbox script-src script-src-attr script-src-elem style-src".split(" "),
  ..."style-src-attr style-src-elem trusted-types upgrade-insecure-requests worker-src".split(" "),
];

/** Words that mean nothing without their quotes: browsers would take them for host names. */
const KEYWORD =
  /^(self|none|unsafe-inline|unsafe-eval|unsafe-hashes|strict-dynamic|report-sample|wasm-unsafe-eval|nonce-.*|sha(256|384|512)-.*)$/i;

/** Visible ASCII without what ends a source, a directive or a policy. */
const SOURCE = /^[!-+\--:<-~]+$/;

const checkDirective: OptionCheck = (value, name) => {
  if (value === undefined || typeof value === "boolean") return;
  const list = typeof value === "string" ? value.split(" ").filter((source) => source !== "") : value;
  if (!Array.isArray(list))
    throw errors.invalidOption(name, showValue(value), "a list of sources, true or false");
  for (const source of list) {
    if (typeof source !== "string" || !SOURCE.test(source)) {
      throw errors.invalidOption(name, showValue(source), "sources without spaces, commas and semicolons");
    }
    if (KEYWORD.test(source) && !/sandbox|report-to|trusted-types/.test(name)) {
      throw errors.invalidOption(name, showValue(source), `"'${source}'": this word needs its quotes`);
    }
  }
};

/** Checks the `csp` option. */
export const checkCsp: OptionCheck = (value, name) => {
  isObject({
    directives: checkDirectives,
    inlineScripts: areTexts,
    inlineStyles: areTexts,
    reportOnly: isBoolean,
  })(value, name);
};

const areTexts = check(
  "a list of texts, each as it stands between the tags",
  (value) => Array.isArray(value) && value.every((text) => typeof text === "string" && text !== ""),
);

const checkDirectives: OptionCheck = (value, name) => {
  if (value === undefined) return;
  if (!isPlainObject(value)) throw errors.invalidOption(name, showValue(value), "an object of directives");
  isObject(Object.fromEntries(DIRECTIVES.map((directive) => [directive, checkDirective])))(value, name);
};
