export interface Note {
  id: number;
  author: string;
  text: string;
  /** Milliseconds since 1970. */
  writtenAt: number;
}

export const LONGEST_AUTHOR = 40;
export const LONGEST_TEXT = 500;
