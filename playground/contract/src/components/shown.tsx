/** What a component got, where a spec can read it. */
export function Shown({ value }: { value: unknown }) {
  return <pre id="shown">{JSON.stringify(value)}</pre>;
}
