export const ROOMS: Record<string, string[]>;
export function forbiddenImports(modules: { file: string; imports: string[] }[], rooms: string[]): string[];
