export const lookingBack = {
  lessons: {
    title: "Lessons",
    empty: "Lessons come from retrospectives. Your first is due when a launch reaches its target date.",
    sentence: "When {{when}}, we {{we}}, because {{because}}.",
    proposal: "New proposal from this lesson",
  },
  insights: {
    title: "Insights",
    empty: "Too few closed launches to say anything: {{count}} of 10.",
    listed: "Closed launches, by name",
  },
};
