// The portfolio area of a window, as far as more than one caller needs it.

/** Goes to the portfolio and waits until every active proposal of `listed` (the rows of `backcast list`) is painted. */
export async function portfolioPainted(page, listed) {
  const away = new Set(["declined", "closed", "stopped"]);
  const tidy = (text) => text.replace(/\s+/g, " ").trim();
  const wanted = listed
    .filter(({ stage }) => !away.has(stage))
    .map(({ problem, headline }) => tidy(problem || headline));
  await page.click("link", "Portfolio");
  await page.until("the portfolio painted", async () => {
    const shown = tidy(await page.text());
    return wanted.every((text) => shown.includes(text));
  });
  await page.painted();
}
