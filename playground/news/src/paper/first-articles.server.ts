/** What the paper has to tell on its first day. */
export const FIRST_ARTICLES = [
  {
    headline: "Town bakery bakes the same loaf twice, nobody can tell",
    lead: "The second loaf was ready before the first customer had finished asking.",
    text: "For years the bakers of the old town kneaded a new loaf for every customer who came through the door. Since Monday they bake once and slice often. The bread is as fresh as it was, the queue is gone, and the baker has time to read this newspaper.",
  },
  {
    headline: "Clock tower found to be honest to the tenth of a second",
    lead: "Engineers looked at two clocks and believed the one that said more.",
    text: "One of them may be set back, the other one stops when the tower sleeps. An article is thrown away with whichever says first that it is old. The council has approved the procedure without debate, which took no measurable time.",
  },
  {
    headline: "A thousand visitors, one guide",
    lead: "The museum's new rule: whoever comes while a tour is being prepared, waits for that tour.",
    text: "On Sunday a thousand people asked for the same tour within the same second. The museum prepared it once. If the guide does not return within ten seconds, another one sets out; the first to come back leads the way.",
  },
  {
    headline: "Letter carrier loses map, delivers anyway",
    lead: "The post office says it noticed within fifty milliseconds.",
    text: "The map was found again in the afternoon. What had been forwarded meanwhile was written down and made up for before anybody looked at the map again. No letter was late by more than a tenth of a second.",
  },
];
