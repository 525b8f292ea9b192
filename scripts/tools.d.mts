export function findProgram(names: readonly string[]): string | undefined;
export function findChromium(): string | undefined;
export function findRedis(): string | undefined;
export function findMuslLoader(): string | undefined;
export const RUNS_MUSL: boolean;
