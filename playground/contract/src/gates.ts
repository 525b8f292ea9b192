const gates = new Map<string, PromiseWithResolvers<void>>();

function gateOf(id: string): PromiseWithResolvers<void> {
  const found = gates.get(id) ?? Promise.withResolvers<void>();
  gates.set(id, found);
  return found;
}

/** Resolves when a spec opens the gate with `POST /api/gates/[id]`; the same promise for every render. */
export function whenOpen(id: string): Promise<void> {
  return gateOf(id).promise;
}

export function openGate(id: string): void {
  gateOf(id).resolve();
}
