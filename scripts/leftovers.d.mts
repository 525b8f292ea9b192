export function removeLeftovers(temporaryDirectory: string): void;
export function removeRun(runDirectory: string): void;
export function processStart(pid: number): string;
