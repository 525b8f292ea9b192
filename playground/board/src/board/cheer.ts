/** What somebody throws in the air, for all who have the board open. Nobody needs to see it later. */
export interface Cheer {
  emoji: string;
  from: string;
}

export const EMOJI = ["🎉", "🔥", "❤️", "🧪"];
