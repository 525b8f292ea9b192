/** Requests that middleware has seen. */
export const requests = { begun: 0 };
