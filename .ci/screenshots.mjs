// `npm run screenshots`: photographs every screen, empty, with the sample portfolio, with ten thousand proposals and with
// long and foreign words, light and dark, in both sizes; dialogs and forms over the sample; and what is printed of it, page
// by page, where pdftoppm is on the machine. All into tests/e2e/out/screens; and the pictures of the README. Names after it
// choose screens.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPage, buildPrograms } from "./build.mjs";
import { peek, run } from "./command.mjs";
import { main, say } from "./console.mjs";
import { outFolder, project } from "./places.mjs";
import { setUp } from "./setup.mjs";

const album = join(outFolder, "screens");
/** Screens that show something without a particular object, so that they can be photographed in any portfolio. */
const anywhere = [
  ...["journal", "portfolio", "meetings", "launches", "lessons", "insights", "decks", "trash", "settings"],
  ...["lessons/retros", "lessons/principles", "insights/practice", "insights/forecasts", "insights/ledger"],
];

function tenThousand() {
  const line = (at) => {
    const stage = ["spark", "draft", "ready", "in-review", "not-yet", "declined"][at % 6];
    const title = `Clerks at depot ${at} retype every label`;
    const problem = `At depot ${at}, ${(at * 7) % 90} of 100 labels are typed twice because scanner and scale do not know each other.`;
    return JSON.stringify({
      title,
      stage,
      customer: `Clerks of depot ${at}`,
      problem,
      solution: "One table for both.",
    });
  };
  return `${Array.from({ length: 10_000 }, (_, at) => line(at)).join("\n")}\n`;
}

/** Long words, words from right to left, words without spaces, none at all. */
const tongues = [
  [
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft rechnet doppelt ab",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzbeauftragte",
    "Jede dritte Abrechnung der Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft wird zweimal geschrieben, weil niemand die Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung kennt.",
  ],
  [
    "الممرضات يستعدن أمسياتهن",
    "ممرضات الليل في العيادات الصغيرة",
    "لا تستطيع ممرضات الليل في العيادات الصغيرة إعادة نوبة بعد الساعة 6 مساءً، في 3 ليالٍ من كل 10.",
  ],
  [
    "אחיות הלילה מקבלות את הערב בחזרה",
    "אחיות לילה במרפאות קטנות",
    "אחיות הלילה במרפאות קטנות אינן יכולות להחזיר משמרת אחרי 18:00, ב-3 לילות מתוך 10.",
  ],
  [
    "夜勤の看護師がシフトを返せる",
    "小さな診療所の夜勤看護師",
    "小さな診療所の夜勤看護師は、午後6時以降にシフトを返すことができず、10晩のうち3晩は誰も電話に出ない。",
  ],
  [
    "护士不必再逐一打电话",
    "小诊所的夜班护士",
    "小诊所的夜班护士在下午六点以后无法交还班次，十个晚上有三个晚上没有人接电话，班次就一直空着。",
  ],
  [
    "AVeryLongIdentifierWithoutAnySpace_ThatSomebodyPastedFromALogFile_0123456789abcdef0123456789abcdef",
    "operators@a-very-long-host-name.of-some-department.example.org",
    "https://tickets.example.org/browse/OPERATIONS-48213?focusedCommentId=9938271&page=com.atlassian.jira.plugin shows 41 of 100 alarms twice.",
  ],
  [
    "🩺 Émile’s naïve café: “½ of ﬁles” — ℞ №5",
    "Ζωή, Дарья and Nguyễn Thị Ánh",
    "Ảnh chụp, Ελληνικά και кириллица stand in one line, 7 of 10 times with broken letters.",
  ],
].map(([title, customer, problem], at) =>
  JSON.stringify({
    title,
    customer,
    problem,
    stage: ["ready", "draft", "in-review"][at % 3],
    solution: problem,
  }),
);

/** A web view that paints its page by itself does not always answer when asked for a picture: here a card is emulated. */
const painted = { GDK_GL: "", WEBKIT_DISABLE_COMPOSITING_MODE: "0" };

async function inWindows({ withBackcast, setTheme, sizes }, name, prepare, work) {
  mkdirSync(join(album, name), { recursive: true });
  await withBackcast(async ({ folder, window }) => {
    const file = join(folder, `${name}.backcast`);
    await prepare(file, folder);
    for (const size of sizes) {
      const { page, close } = await window({ file, size, env: painted });
      for (const theme of ["light", "dark"]) {
        await setTheme(page, theme);
        await work(page, async (place) => {
          const picture = `${place.replaceAll("/", "-")}-${theme}-${size.width}.png`;
          writeFileSync(join(album, name, picture), await page.png());
        });
      }
      await close();
    }
  });
}

/** The heading of a screen that is not among those of the sample. */
function headingOf(screens, place) {
  const [area, id] = place.split("/");
  return screens[place] ?? screens[area] ?? (area === "search" ? screens["search/referral"] : new RegExp(id));
}

function photograph(driver, name, prepare, places) {
  return inWindows(driver, name, prepare, async (page, keep) => {
    for (const place of places) {
      await driver.visit(page, place, headingOf(driver.screens, place));
      await keep(place);
    }
  });
}

function photographMoments(driver, prepare, names) {
  return inWindows(driver, "moments", prepare, async (page, keep) => {
    for (const name of names) {
      await driver.come(page, name);
      await keep(name);
      await driver.leave(page);
    }
  });
}

/** What is printed of the sample, a picture a page. */
const papers = {
  "read-ahead": ["print", "P-005"],
  record: ["print", "D-001"],
  "look-back": ["print", "L-001"],
  minutes: ["print", "M-001"],
  ballots: ["print", "M-001", "--what", "ballots"],
  "read-aheads": ["print", "M-001", "--what", "read-ahead"],
};

async function photographPapers({ backcast, withBackcast }, prepare) {
  if ((await peek(["pdftoppm", "-v"])) === null) return say("No pdftoppm here: no pictures of paper.");
  const shelf = join(album, "paper");
  mkdirSync(shelf, { recursive: true });
  await withBackcast(async ({ folder }) => {
    const file = join(folder, "sample.backcast");
    await prepare(file);
    for (const [name, what] of Object.entries(papers)) {
      const pdf = join(folder, `${name}.pdf`);
      await backcast("-p", file, ...what, "--to", pdf);
      await run(["pdftoppm", "-r", "110", "-png", pdf, join(shelf, name)]);
    }
  });
}

await main(async () => {
  await setUp("build", "display");
  await buildPage();
  await buildPrograms();
  const driver = {
    ...(await import("../tests/e2e/driver/backcast.mjs")),
    ...(await import("../tests/e2e/driver/moments.mjs")),
    ...(await import("../tests/e2e/driver/screens.mjs")),
  };
  const chosen = process.argv.slice(2);
  const wanted = (places) =>
    places.filter((place) => chosen.length === 0 || chosen.some((part) => place.startsWith(part)));
  if (chosen.length === 0) rmSync(album, { recursive: true, force: true });

  const empty = (file) => driver.backcast("init", file);
  const sample = (file) => driver.backcast("init", file, "--sample");
  const filled = (lines) => async (file, folder) => {
    await driver.backcast("init", file);
    const proposals = join(folder, "proposals.jsonl");
    writeFileSync(proposals, lines());
    await driver.backcast("-p", file, "import", proposals);
  };
  await photograph(driver, "empty", empty, wanted(anywhere));
  await photograph(driver, "sample", sample, wanted(Object.keys(driver.screens)));
  await photographMoments(driver, sample, wanted(Object.keys(driver.moments)));
  await photograph(
    driver,
    "full",
    filled(tenThousand),
    wanted([...anywhere, "search/depot", "proposal/P-007/write"]),
  );
  const foreign = [
    "portfolio",
    "journal",
    "search/of",
    "proposal/P-001/read",
    "proposal/P-002/read",
    "proposal/P-004/read",
  ];
  await photograph(
    driver,
    "tongues",
    filled(() => `${tongues.join("\n")}\n`),
    wanted([...foreign, "portfolio/active/board", "proposal/P-002/write", "proposal/P-006/write"]),
  );
  if (wanted(["paper"]).length > 0) await photographPapers(driver, sample);
  say(album);

  if (chosen.length > 0) return;
  await driver.withBackcast(async ({ folder, window }) => {
    const file = join(folder, "sample.backcast");
    await sample(file);
    const { page } = await window({ file, env: painted });
    for (const place of ["portfolio", "launch/L-001"]) {
      await driver.visit(page, place, driver.screens[place]);
      const picture = join(project, `.github/${place.split("/")[0]}.png`);
      writeFileSync(picture, await page.png());
      say(picture);
    }
  });
});
