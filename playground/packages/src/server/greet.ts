export const greet = (how: string): string => `hello, ${how}`;
