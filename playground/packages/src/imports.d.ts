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
