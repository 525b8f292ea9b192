declare module "*.glb" {
  const url: string;
  export default url;
}
declare module "*.wasm" {
  const url: string;
  export default url;
}
declare module "*.dat" {
  const url: string;
  export default url;
}
declare module "*.md" {
  const path: string;
  export default path;
}
declare module "*.bytes" {
  const bytes: Uint8Array;
  export default bytes;
}
