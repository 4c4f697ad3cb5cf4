export const meetings = {
  meetings: { title: "Meetings", empty: "No meetings. Two proposals marked Ready make a good first one." },
};
