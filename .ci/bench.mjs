// `npm run bench`: what the core takes for everything the window asks, each figure beside what is allowed and its reference
// in the same run, at a thousand proposals and at many; then the command line and the start of the window.
// Release builds, as people use them. `npm run bench -- 100000 5` takes 100 000 proposals and five starts of each window;
// a third argument names a JSON Lines file to take instead of made-up ones.
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alternate, median, percentile } from "../tests/bench/painted.mjs";
import { startShell } from "../tests/bench/shell.mjs";
import { inWindow } from "../tests/bench/window.mjs";
import { buildPage, buildPrograms } from "./build.mjs";
import { read, run } from "./command.mjs";
import { Stop, main, say } from "./console.mjs";
import { program } from "./places.mjs";
import { setUp } from "./setup.mjs";

const ms = (value) => (value >= 10 ? value.toFixed(0) : value.toPrecision(2)).padStart(7);
const ratio = (value, reference) => `${(value / reference).toFixed(2)} ×`;

async function fill(folder, count, given) {
  const portfolio = join(folder, `bench-${count}.backcast`);
  const lines = given ?? join(folder, `proposals-${count}.jsonl`);
  if (given === undefined) {
    await run([program("backcast-bench", "release"), "proposals", String(count), lines]);
  }
  await read([program("backcast", "release"), "init", portfolio]);
  const start = performance.now();
  await read([program("backcast", "release"), "-p", portfolio, "import", lines]);
  const seconds = (performance.now() - start) / 1000;
  const size = statSync(portfolio).size / 1e6;
  say(`\n${given ?? `${count} proposals`} imported in ${seconds.toFixed(1)} s, ${size.toFixed(0)} MB`);
  return portfolio;
}

/** Start and memory of the window with the table, beside a bare one; returns the rows that miss what is allowed. */
async function reportStart(folder, portfolio, rounds) {
  const { bare, ours } = await alternate(
    {
      bare: { command: [program("bare-window", "release")] },
      ours: {
        // The table is what a start is measured to.
        command: [program("backcast-desktop", "release"), portfolio, "backcast://portfolio"],
        env: { BACKCAST_DATA_DIR: dataFolder(folder) },
      },
    },
    rounds,
  );
  say(`\nStart to a painted table and memory of all processes then, median of ${rounds} alternating starts`);
  return [
    ["start to a painted table", "ms", "times"],
    ["memory, table open", "MB", "memories"],
  ].flatMap(([name, unit, of]) => {
    const [reference, mine] = [median(bare[of]), median(ours[of])];
    const all = (values) => values.map((value) => value.toFixed(0)).join(" ");
    say(`${ms(reference)} ${unit}  a bare window  (${all(bare[of])})`);
    say(
      `${ms(mine)} ${unit}  Backcast       (${all(ours[of])})  ${ratio(mine, reference)}  (at most 1.25 ×)`,
    );
    return mine > 1.25 * reference ? [name] : [];
  });
}

function dataFolder(folder) {
  const data = join(folder, "data");
  mkdirSync(data, { recursive: true });
  return data;
}

/** What a person waits for in the window, at a thousand proposals and at many; returns the rows that miss what is allowed. */
async function reportWindow(folder, few, many) {
  const desktop = program("backcast-desktop", "release");
  const small = await inWindow(desktop, few, dataFolder(folder));
  const large = await inWindow(desktop, many, dataFolder(folder));
  say("\nThe window, in ms from the event to the painted answer, and growth from 1 000 proposals");
  const rows = [
    ["keystroke to results, p75", (found) => percentile(found.keystrokes, 75), 50],
    ["keystroke to results, p98", (found) => percentile(found.keystrokes, 98), 100],
    ["matrix", (found) => found.matrix, 100],
    ["rows after a jump, worst", (found) => Math.max(...found.jumps), 100],
    ["rows in the page, most", (found) => found.rows, 150],
  ];
  return rows.flatMap(([name, of, most]) => {
    const [before, now] = [of(small), of(large)];
    const missed = now > most;
    say(`${name.padEnd(28)}${ms(now)}  ${ratio(now, before)}  (at most ${most})${missed ? " MISSED" : ""}`);
    return missed ? [name] : [];
  });
}

const measured = async (portfolio, rounds) =>
  JSON.parse(await read([program("backcast-bench", "release"), "core", portfolio, String(rounds)]));

/** The table of figures; returns the rows that miss what is allowed. */
async function reportCore(few, many, rounds) {
  const [small, large] = [await measured(few, rounds), await measured(many, rounds)];
  say(
    `\nThe core, in ms: middle, 95th percentile and worst; growth from 1 000 proposals; the same SQL in SQLite`,
  );
  for (const row of large) {
    const before = small.find(({ name }) => name === row.name);
    const growth = before === undefined ? "      –" : ratio(row.median, before.median);
    const reference =
      row.reference === null ? "" : `  SQLite ${ms(row.reference)} ${ratio(row.median, row.reference)}`;
    const allowed = [
      ...(row.allowed === null ? [] : [`at most ${row.allowed[0]} and ${row.allowed[1]}`]),
      ...(row.allowed_ratio === null ? [] : [`at most ${row.allowed_ratio} ×`]),
    ].join(", ");
    const verdict = row.missed ? `MISSED, slowest: ${row.slowest}` : "";
    say(
      `${row.name.padEnd(32)}${ms(row.median)}${ms(row.p95)}${ms(row.worst)}  ${growth.padStart(9)}${reference}  (${allowed}) ${verdict}`,
    );
  }
  return large.filter(({ missed }) => missed).map(({ name }) => name);
}

async function coldList(portfolio, rounds) {
  const [ours, shell] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const begun = performance.now();
    await read([program("backcast", "release"), "-p", portfolio, "list", "--json"]);
    const between = performance.now();
    shell.push(await startShell(portfolio, "page-by-strength"));
    ours.push(between - begun);
  }
  return [median(ours.slice(1)), median(shell.slice(1))];
}

/** A list from a cold command line, beside the `sqlite3` shell with the same rows. */
async function reportCommandLine(few, many, rounds) {
  const [before] = await coldList(few, rounds);
  const [mine, theirs] = await coldList(many, rounds);
  say(`\nThe first 100 rows from a cold command line, median of ${rounds}; growth from 1 000 proposals`);
  say(
    `${ms(mine)} ms  backcast list --json  ${ratio(mine, before)}  ${ms(theirs)} ms  sqlite3   ${ratio(mine, theirs)}  (at most 1.5 ×)`,
  );
  return mine > 1.5 * theirs ? ["the command line"] : [];
}

async function reportDocuments(rounds) {
  const found = JSON.parse(await read([program("backcast-bench", "release"), "documents", String(rounds)]));
  const { bytes, milliseconds, pulldown_cmark_milliseconds: alone, growth } = found;
  say(`\nReading and linting a document of ${bytes} bytes, median of ${rounds}, in ms`);
  say(`${ms(milliseconds)}  beside pulldown-cmark alone ${ms(alone)}  ${ratio(milliseconds, alone)}`);
  const worst = growth.reduce((a, b) => (b.growth > a.growth ? b : a));
  say(`hostile input doubled takes at most ${worst.growth.toFixed(2)} × (${worst.input})`);
}

async function reportDecks(rounds) {
  const { metrics, decks } = JSON.parse(
    await read([program("backcast-bench", "release"), "deck", String(rounds)]),
  );
  say(`\nA deck of ${metrics} metrics read, computed and drawn, best of ${rounds}, in ms`);
  for (const { years, bytes, ms: taken } of decks) {
    say(`${years} years by day  ${ms(taken)}  ${((taken * 1e6) / bytes).toFixed(1)} ns a byte`);
  }
}

/** What safety costs; returns the rows that miss what is allowed. */
async function reportTrust(portfolio, rounds) {
  const results = JSON.parse(
    await read([program("backcast-bench", "release"), "trust", portfolio, String(rounds)]),
  );
  say(`\nSafety beside plain SQLite, median of ${rounds} rounds, in ms`);
  return results.flatMap(({ name, milliseconds, reference, limit, at_most: most }) => {
    const missed = limit === undefined ? milliseconds > most : milliseconds > limit * reference;
    const allowed = limit === undefined ? `at most ${most} ms` : `at most ${limit} ×`;
    say(
      `${name.padEnd(22)}${ms(milliseconds)} ${ms(reference)}  ${ratio(milliseconds, reference)}  (${allowed})${missed ? " MISSED" : ""}`,
    );
    return missed ? [name] : [];
  });
}

/** What ended launches say, over all proposals and up to five thousand closed launches. */
async function reportInsights(portfolio, count, rounds) {
  const launches = Math.min(5000, Math.floor(count / 2));
  const { closed, milliseconds } = JSON.parse(
    await read([
      program("backcast-bench", "release"),
      "insights",
      portfolio,
      String(launches),
      String(rounds),
    ]),
  );
  say(`\nInsights over ${closed} closed launches, median of ${rounds}`);
  say(`${ms(milliseconds)} ms  (at most 200)`);
  return milliseconds > 200 ? ["Insights"] : [];
}

const percent = (value) => `${(value * 100).toFixed(1)} %`.padStart(8);

/** How often the evidence speaks of a move, where nothing changed and where the level dropped, beside bare signals. */
async function reportVerdicts(count) {
  const { series, after, drop, rows } = JSON.parse(
    await read([program("backcast-bench", "release"), "verdicts", String(count)]),
  );
  say(
    `\nVerdicts on ${series} series each, ${after} weeks after; found: a drop of ${drop} standard deviations`,
  );
  say("   n  lag  around it           false   found  already moving  can't tell  XmR: false   found");
  for (const row of rows) {
    const around =
      [...(row.trend ? ["trend"] : []), ...(row.season ? ["season"] : [])].join(" and ") || "nothing";
    say(
      `${String(row.n).padStart(4)}  ${row.lag.toFixed(1)}  ${around.padEnd(16)} ${percent(row.false)}${percent(row.found)}        ${percent(row.excused)}    ${percent(row.cant_tell)}    ${percent(row.xmr_false)}${percent(row.xmr_found)}`,
    );
  }
}

function sizes([count = "10000", rounds = "9", given]) {
  const numbers = [count, rounds].map(Number);
  if (!numbers.every((number) => Number.isInteger(number) && number > 0)) {
    throw new Stop("usage: npm run bench -- [PROPOSALS] [STARTS] [FILE.jsonl]");
  }
  return [...numbers, given];
}

await main(async () => {
  const [count, starts, given] = sizes(process.argv.slice(2));
  await setUp("build", "display", "bench");
  await buildPage();
  await buildPrograms("release");
  const folder = mkdtempSync(join(tmpdir(), "backcast-bench-"));
  try {
    const few = await fill(folder, 1000);
    const portfolio = await fill(folder, count, given);
    const missed = [
      ...(await reportCore(few, portfolio, 100)),
      ...(await reportCommandLine(few, portfolio, 20)),
      ...(await reportWindow(folder, few, portfolio)),
      ...(await reportStart(folder, portfolio, starts)),
    ];
    await reportDocuments(201);
    await reportDecks(9);
    missed.push(...(await reportTrust(portfolio, 9)));
    missed.push(...(await reportInsights(portfolio, count, 9)));
    await reportVerdicts(4000);
    say(missed.length > 0 ? `\nMissed: ${missed.join("; ")}` : "\nNothing missed what is allowed.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
