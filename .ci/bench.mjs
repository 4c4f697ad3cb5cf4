// `npm run bench`: start of the window and queries of the core, each as a ratio to a reference in the same run.
// Release builds, as people use them. `npm run bench -- 2000 5` takes 2 000 proposals and five starts of each window.
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alternate, median } from "../tests/bench/painted.mjs";
import { timeInShell } from "../tests/bench/shell.mjs";
import { buildPage, buildPrograms } from "./build.mjs";
import { read, run } from "./command.mjs";
import { Stop, main, say } from "./console.mjs";
import { program } from "./places.mjs";
import { setUp } from "./setup.mjs";

const ms = (value) => (value >= 10 ? value.toFixed(0) : value.toPrecision(2)).padStart(7);
const ratio = (value, reference) => `${(value / reference).toFixed(2)} ×`;

async function fill(folder, count) {
  const [lines, portfolio] = [join(folder, "proposals.jsonl"), join(folder, "bench.backcast")];
  await run([program("backcast-bench", "release"), "proposals", String(count), lines]);
  await read([program("backcast", "release"), "init", portfolio]);
  const start = performance.now();
  await read([program("backcast", "release"), "-p", portfolio, "import", lines]);
  const seconds = (performance.now() - start) / 1000;
  const size = statSync(portfolio).size / 1e6;
  say(`\n${count} proposals imported in ${seconds.toFixed(1)} s, ${size.toFixed(0)} MB`);
  return portfolio;
}

async function reportStart(folder, portfolio, rounds) {
  const data = join(folder, "data");
  mkdirSync(data);
  const times = await alternate(
    {
      bare: { command: [program("bare-window", "release")] },
      backcast: {
        command: [program("backcast-desktop", "release"), portfolio],
        env: { BACKCAST_DATA_DIR: data },
      },
    },
    rounds,
  );
  const [bare, ours] = [median(times.bare), median(times.backcast)];
  say(`\nStart to painted, median of ${rounds} alternating starts`);
  say(`${ms(bare)} ms  a bare window        (${times.bare.map((time) => time.toFixed(0)).join(" ")})`);
  say(
    `${ms(ours)} ms  Backcast             (${times.backcast.map((time) => time.toFixed(0)).join(" ")})  ${ratio(ours, bare)}`,
  );
}

async function reportQueries(portfolio, rounds) {
  const results = JSON.parse(
    await read([program("backcast-bench", "release"), "queries", portfolio, String(rounds)]),
  );
  say(`\nQueries, mean of ${rounds} rounds, in ms`);
  say(`${"".padEnd(22)}   core  SQLite  ratio    sqlite3 shell`);
  for (const { name, found, milliseconds, sqlite_milliseconds: sqlite } of results) {
    const shell = await timeInShell(portfolio, name, rounds);
    const beside =
      shell.milliseconds === undefined
        ? `not measured: ${shell.why}`
        : `${ms(shell.milliseconds)}  ${ratio(milliseconds, shell.milliseconds)}`;
    say(
      `${name.padEnd(22)}${ms(milliseconds)} ${ms(sqlite)}  ${ratio(milliseconds, sqlite)}  ${beside}   (${found} found)`,
    );
  }
}

async function reportDocuments(rounds) {
  const found = JSON.parse(await read([program("backcast-bench", "release"), "documents", String(rounds)]));
  const { bytes, milliseconds, pulldown_cmark_milliseconds: alone, growth } = found;
  say(`\nReading and linting a document of ${bytes} bytes, median of ${rounds}, in ms`);
  say(`${ms(milliseconds)}  beside pulldown-cmark alone ${ms(alone)}  ${ratio(milliseconds, alone)}`);
  const worst = growth.reduce((a, b) => (b.growth > a.growth ? b : a));
  say(`hostile input doubled takes at most ${worst.growth.toFixed(2)} × (${worst.input})`);
}

function sizes([count = "10000", rounds = "9"]) {
  const numbers = [count, rounds].map(Number);
  if (!numbers.every((number) => Number.isInteger(number) && number > 0)) {
    throw new Stop("usage: npm run bench -- [PROPOSALS] [STARTS]");
  }
  return numbers;
}

await main(async () => {
  const [count, starts] = sizes(process.argv.slice(2));
  await setUp("build", "display", "bench");
  await buildPage();
  await buildPrograms("release");
  const folder = mkdtempSync(join(tmpdir(), "backcast-bench-"));
  try {
    const portfolio = await fill(folder, count);
    await reportQueries(portfolio, 200);
    await reportDocuments(201);
    await reportStart(folder, portfolio, starts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
