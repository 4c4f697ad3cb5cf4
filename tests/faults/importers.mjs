// Files that mean harm or were hurt on the way: every importer takes all of one or nothing, and says why, in little memory.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { backcast, chance, done, ended, orderly, withFolder } from "./programs.mjs";

/** The most memory an importer may ask for, in bytes. */
const MEMORY = 512 * 1024 * 1024;

const between = (random, most) => Math.floor(random() * most);

const spliced = (bytes, at, removed, put) =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]);

/** What can happen to a file: from its bytes and a source of chance, other bytes. */
const mutations = [
  (bytes, random) => bytes.subarray(0, between(random, bytes.length)),
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let at = 0; at < 1 + between(random, 8); at += 1) {
      copy[between(random, copy.length)] = between(random, 256);
    }
    return copy;
  },
  (bytes, random) => spliced(bytes, between(random, bytes.length), between(random, 200), Buffer.alloc(0)),
  (bytes, random) => {
    const from = between(random, bytes.length);
    return spliced(
      bytes,
      between(random, bytes.length),
      0,
      bytes.subarray(from, from + between(random, 400)),
    );
  },
  (bytes, random) => spliced(bytes, between(random, bytes.length), 0, Buffer.from([0])),
  // A half of a surrogate pair, as UTF-8 must not have it, and as JSON can write it.
  (bytes, random) => spliced(bytes, between(random, bytes.length), 0, Buffer.from([0xed, 0xa0, 0x80])),
  (bytes, random) => spliced(bytes, between(random, bytes.length), 0, Buffer.from("\\ud800")),
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString("utf8"), "utf16le")]),
  (bytes) =>
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(bytes.toString("utf8"), "utf16le").swap16()]),
  (bytes, random) => {
    const [open, count] = [
      ["[", '{"a":', "<div>", "> ", "- ", "(", "&a;"][between(random, 7)],
      100 + between(random, 20_000),
    ];
    return spliced(bytes, between(random, bytes.length), 0, Buffer.from(open.repeat(count)));
  },
  (bytes, random) =>
    spliced(bytes, between(random, bytes.length), 0, Buffer.alloc(between(random, 300_000), "x")),
];

const CSV =
  'Title,Problem,Customer,Status\n"One","Clerks, twice.","Clerks",draft\n"Two","Nobody calls back.","Callers",\n';
const JSONL =
  '{"title":"One","problem":"Clerks type twice.","stage":"draft","tags":["a"],"scores":[{"reviewer":"Ana","big":3,"why":"Counted."}]}\n' +
  '{"title":"Two","problem":"Nobody calls back.","faq_internal":[{"q":"Why?","a":"So."}]}\n';
const HTML =
  "<html><body><h1>One</h1><h2>Problem</h2><p>Clerks <b>type</b> twice.</p><ul><li>a</li></ul><table><tr><td>1</td></tr></table></body></html>";
const MADR =
  "# Use SQLite\n\n* Status: accepted\n\n## Context and Problem Statement\n\nWhere do rows live?\n\n## Considered Options\n\n* SQLite\n* Files\n";
const YAML =
  'setup:\n  week_ending: 25-SEP-2022\n  week_number: 38\nmetrics:\n  Calls:\n    column: "Calls"\n    aggf: sum\ndeck:\n  - block:\n      ui_type: 6_12Graph\n      title: Calls\n      y_scaling: "##"\n      metrics:\n        Calls:\n          line_style: primary\n';

function values() {
  const day = (at) => new Date(Date.UTC(2022, 0, 1 + at)).toISOString().slice(0, 10);
  return `Date,Calls\n${Array.from({ length: 300 }, (_, at) => `${day(at)},${at % 17}`).join("\n")}\n`;
}

/** A file of each kind, whole, by its name. */
async function seeds(folder) {
  const file = join(folder, "seed.backcast");
  await done(backcast(file, "init", file, "--sample"));
  for (const form of ["json", "docx", "xlsx", "md"]) {
    await done(backcast(file, "export", "--as", form, "--to", join(folder, form)));
  }
  const only = async (form) => {
    const name = (await done(["ls", join(folder, form)])).split("\n")[0];
    return readFileSync(join(folder, form, name));
  };
  const written = new Map(
    Object.entries({
      "t.csv": CSV,
      "t.jsonl": JSONL,
      "p.html": HTML,
      "adr.md": MADR,
      "deck.yaml": YAML,
      "values.csv": values(),
    }).map(([name, text]) => [name, Buffer.from(text)]),
  );
  written.set("all.json", readFileSync(join(folder, "json")));
  written.set("t.xlsx", readFileSync(join(folder, "xlsx")));
  written.set("d.docx", await only("docx"));
  written.set("d.md", await only("md"));
  for (const [name, bytes] of written) writeFileSync(join(folder, name), bytes);
  return written;
}

/** How each kind comes in; a report of proposals is checked against what is there afterwards. */
const importers = [
  ...["t.csv", "t.jsonl", "p.html", "adr.md", "d.md", "d.docx", "t.xlsx", "all.json"].map((seed) => ({
    seed,
    command: (file, hurt) => backcast(file, "--json", "import", hurt),
    brings: true,
  })),
  {
    seed: "values.csv",
    command: (file, hurt) => backcast(file, "--json", "observe", "P-001", "--csv", hurt),
  },
  { seed: "values.csv", command: (file, hurt) => backcast(file, "--json", "xmr", hurt) },
  {
    seed: "values.csv",
    command: (file, hurt) =>
      backcast(
        file,
        "--json",
        "evidence",
        "--csv",
        hurt,
        "--split",
        "2022-06-01",
        "--direction",
        "down",
        "--target",
        "5",
      ),
  },
  {
    seed: "deck.yaml",
    command: (file, hurt, folder) =>
      backcast(file, "--json", "wbr", hurt, "--data", join(folder, "values.csv")),
  },
  {
    seed: "values.csv",
    command: (file, hurt, folder) =>
      backcast(file, "--json", "wbr", join(folder, "deck.yaml"), "--data", hurt),
  },
];

const limited = (command) => ["prlimit", `--data=${MEMORY}`, "--", ...command];

/** A portfolio to import into, as it was before: a copy of `start` alone in the folder. */
function afresh(start, folder) {
  for (const name of ["into.backcast", "into.backcast-wal", "into.backcast-shm", "Backups"]) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  copyFileSync(start, join(folder, "into.backcast"));
}

async function taken(importer, file, hurt, trashed, where) {
  const result = orderly(await ended(limited(importer.command(file, hurt, dirname(file)))), where);
  if (!importer.brings) return;
  const { imported, failed } = JSON.parse(result.out);
  if ((result.code === 1) !== failed.length > 0) {
    throw new Error(`${where}: ended with ${result.code}: ${result.out}`);
  }
  const brought = imported.reduce((sum, one) => sum + (one.count ?? 1), 0);
  const rows = JSON.parse(await done(backcast(file, "--json", "list", "--limit", "100000"))).length;
  if (failed.length > 0 ? rows !== 0 : rows !== brought && rows !== brought - trashed) {
    throw new Error(`${where}: ${brought} reported, ${rows} there`);
  }
}

export const imports = {
  name: "every importer, with files that were hurt",
  full: 1_000,
  short: 1,
  run: (times) =>
    withFolder(async (folder) => {
      const random = chance(17);
      const whole = await seeds(folder);
      const trashed = JSON.parse(whole.get("all.json")).tables.proposals.filter(
        (one) => one.trashed_at,
      ).length;
      const empty = join(folder, "empty.backcast");
      await done(backcast(empty, "init", empty));
      const measured = join(folder, "measured.backcast");
      copyFileSync(empty, measured);
      await done(backcast(measured, "spark", "Nobody calls back."));
      await done(
        backcast(
          measured,
          "measure",
          "P-001",
          "Calls",
          "--direction",
          "down",
          "--baseline",
          "9",
          "--target",
          "3",
          "--due",
          "2027-01-01",
        ),
      );
      let tried = 0;
      for (const importer of importers) {
        const start = importer.brings ? empty : measured;
        const place = (name) => join(folder, `hurt-${name}`);
        for (let time = 0; time < times; time += 1) {
          const mutate = mutations[time % mutations.length];
          const bytes = mutate(whole.get(importer.seed), random);
          const hurt = place(importer.seed);
          const file = join(folder, "into.backcast");
          afresh(start, folder);
          writeFileSync(hurt, bytes);
          const where = `${importer.seed}, mutation ${time} (${time % mutations.length})`;
          await taken(importer, file, hurt, trashed, where);
          tried += 1;
        }
      }
      const large = times > 1 ? await largeFields(folder, empty, measured) : 0;
      return `${importers.length} importers, ${tried} hurt files and ${large} with a field of 100 MB: all or nothing, no panic, under 512 MB`;
    }),
};

/** A field of 100 MB in each kind of text. */
async function largeFields(folder, empty, measured) {
  const field = "x".repeat(100_000_000);
  const large = {
    "t.csv": `Title,Problem\nOne,${field}\n`,
    "t.jsonl": `{"title":"One","problem":"${field}"}\n`,
    "p.html": `<h1>One</h1><p>${field}</p>`,
    "d.md": `# One\n\n${field}\n`,
    "all.json": `{"format":"backcast","version":1,"complete":true,"proposals":[],"tables":{"notes":[{"text":"${field}"}]}}`,
    "values.csv": `Date,Calls\n2022-01-01,${field}\n`,
    "deck.yaml": `setup:\n  title: ${field}\n`,
  };
  let tried = 0;
  for (const importer of importers.filter(({ seed }) => seed in large)) {
    const file = join(folder, "into.backcast");
    afresh(importer.brings ? empty : measured, folder);
    const hurt = join(folder, `hurt-${importer.seed}`);
    writeFileSync(hurt, large[importer.seed]);
    orderly(
      await ended(limited(importer.command(file, hurt, folder))),
      `${importer.seed} with a field of 100 MB`,
    );
    await done(backcast(file, "check"));
    tried += 1;
  }
  return tried;
}
