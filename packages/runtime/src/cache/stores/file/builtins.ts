/**
 * What the file store needs of Node, loaded when there is such a store: imported, these modules would take 3 MB of the
 * memory of every server.
 */
export const fs = () => process.getBuiltinModule("node:fs/promises");
export const fsSync = () => process.getBuiltinModule("node:fs");
export const paths = () => process.getBuiltinModule("node:path");
