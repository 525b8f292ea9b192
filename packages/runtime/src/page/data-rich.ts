// A file of its own, so that a dynamic import of it makes a chunk with the parser and nothing else of devalue.
export { parse as parseRich } from "devalue";
