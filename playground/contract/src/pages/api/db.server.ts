/** A helper of the endpoints, no endpoint itself. */
export const GET = () => ({ hidden: true });
