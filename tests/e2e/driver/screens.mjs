// Every screen of the window with the sample portfolio, and how to get there: for tests and pictures alike.

/** Address of a screen and its heading. */
export const screens = {
  journal: "The journal",
  portfolio: "Portfolio",
  meetings: "Meetings",
  "meeting/M-001": "Autumn review",
  launches: "Launches",
  lessons: "Lessons",
  "lessons/retros": "Lessons",
  "lessons/principles": "Lessons",
  insights: "Insights",
  "insights/practice": "Insights",
  "insights/forecasts": "Insights",
  "insights/ledger": "Insights",
  "retro/L-001/verdict": "Retro L-001",
  "retro/L-003": "Retro L-003",
  learn: "Learn the why",
  "learn/W06": "Talk of ingredients",
  "search/referral": "Search",
  decks: "Decks",
  trash: "Trash",
  settings: "Settings",
  "proposal/P-001/write": /P-001/,
  "proposal/P-005/read": /P-005/,
  "proposal/P-006/history": /P-006/,
  "proposal/P-005/score": /P-005/,
  "proposal/P-006/decide": /P-006/,
  "decision/D-001": /D-001/,
  "launch/L-001": /L-001/,
  "launch/L-003": /L-003/,
};

/** Goes to a screen and waits until what it reads is there and painted. */
export async function visit(page, place, heading) {
  await page.run("location.hash = '#/' + arguments[0]", place);
  await page.get("heading", heading);
  // What a screen reads comes a moment after its heading.
  await page.until("a screen at rest", () =>
    page.run(`
      const now = document.querySelector("main").innerText;
      const before = window.lastSeen;
      window.lastSeen = now;
      return now === before`),
  );
  await page.painted();
}

/** Chooses a theme in Settings and waits until it is shown. */
export async function setTheme(page, theme) {
  await page.run("location.hash = '#/settings'");
  const field = await page.get("combobox", "Theme");
  await page.run(
    `const [field, theme] = arguments;
     field.value = theme;
     field.dispatchEvent(new Event("change", { bubbles: true }));`,
    field.reference,
    theme,
  );
  await page.until(`the ${theme} theme`, () =>
    page.run("return document.documentElement.dataset.theme === arguments[0]", theme),
  );
}

/** The window sizes that have to do: the usual one, and the smallest. */
export const sizes = [
  { width: 1280, height: 800 },
  { width: 720, height: 520 },
];
