/** A module that throws while it is loaded, which is not the same as one that is gone. */
throw new Error("secret of a module: see /assets/nothing.js");

export default function Broken() {
  return <p />;
}
