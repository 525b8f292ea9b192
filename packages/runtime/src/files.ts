export type { Encoding } from "./http/encoding.ts";
export { isCompressible } from "./http/media-type.ts";
export {
  directoryFiles,
  ENCODING_EXTENSIONS,
  type FileIndex,
  prepareFile,
  type ServedFile,
  type StaticFile,
} from "./http/static-files.ts";
