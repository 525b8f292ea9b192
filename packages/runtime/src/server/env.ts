import { errors } from "../errors.ts";

const DEFAULT_PORT = 3000;

/**
 * The port from the environment, default 3000; 0 lets the system choose.
 *
 * @throws {BunsenError} INVALID_PORT
 */
export function readPort(value: string | undefined): number {
  if (value === undefined || value === "") return DEFAULT_PORT;
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535) throw errors.invalidPort(value);
  return port;
}
