/** What the book begins with. */
export const FIRST_ENTRIES: [name: string, place: string, hue: string, message: string][] = [
  [
    "Ines & Tom",
    "Porto",
    "sky",
    "We only came in because of the rain. Stayed for three hours and two pots of tea.",
  ],
  [
    "Professor M. Okafor",
    "Ibadan",
    "fern",
    "The fern collection alone is worth the climb. Please never fix the creaking stairs.",
  ],
  ["Юлия", "Тбилиси", "plum", "Спасибо за тишину и за кота."],
  [
    "Walter",
    "",
    "amber",
    "Brought my granddaughter, who wants you to know that she counted the windows.\nThere are forty-one.",
  ],
  [
    "Maren Holm",
    "Tromsø",
    "rose",
    "Best light in town, around four in the afternoon. I will be back with more film.",
  ],
];
