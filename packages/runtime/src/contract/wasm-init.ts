/**
 * What a server's import of `module.wasm?init` is: instantiates the module, like Vite's function for browsers.
 *
 * @param file beside the server's code, or among the files of an executable
 */
export function wasmInit(file: URL): (imports?: WebAssembly.Imports) => Promise<WebAssembly.Instance> {
  return async (imports = {}) => {
    const { instance } = await WebAssembly.instantiate(await Bun.file(file).bytes(), imports);
    return instance;
  };
}
