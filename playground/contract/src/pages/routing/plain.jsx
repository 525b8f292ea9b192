/** Pages need no types. */
export default function Plain({ params, query }) {
  return <pre id="shown">{JSON.stringify({ file: "plain.jsx", params, query })}</pre>;
}
