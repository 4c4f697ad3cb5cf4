// `npm run fuzz -- [TARGET…] [SECONDS]`: any bytes for what reads foreign bytes, ten minutes a target unless said otherwise.
// It does what `cargo fuzz` does, without a nightly compiler. What was found to be worth trying stays in the folder
// `fuzz` of cargo's output; a crash names the file that caused it.
import { existsSync, copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { Stop, main, say } from "./console.mjs";
import { project, targetFolder } from "./places.mjs";
import { setUp } from "./setup.mjs";

const crate = join(project, "src-tauri/core/fuzz");
const names = readdirSync(join(crate, "fuzz_targets")).map((file) => file.replace(/\.rs$/, ""));

// Only what runs on the target is watched, not what builds it.
const TRIPLE = "x86_64-unknown-linux-gnu";
const WATCHED = [
  "--cfg=fuzzing",
  "-Cdebug-assertions",
  "-Cpasses=sancov-module",
  ...["level=4", "inline-8bit-counters", "pc-table", "trace-compares"].map(
    (what) => `-Cllvm-args=-sanitizer-coverage-${what}`,
  ),
];

/** The most memory a target may take, in megabytes, and the longest it may think about one input, in seconds. */
const LIMITS = ["-rss_limit_mb=512", "-timeout=10"];

await main(async () => {
  const asked = process.argv.slice(2);
  const seconds = Number(asked.find((word) => /^\d+$/.test(word)) ?? 600);
  const chosen = asked.filter((word) => !/^\d+$/.test(word));
  const unknown = chosen.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Stop(`usage: npm run fuzz -- [${names.join(" | ")}] [SECONDS]`);
  await setUp("build");
  const folder = join(targetFolder(), "fuzz");
  const lock = join(crate, "Cargo.lock");
  if (!existsSync(lock)) copyFileSync(join(project, "Cargo.lock"), lock);
  const env = { ...process.env, CARGO_TARGET_DIR: folder, RUSTFLAGS: WATCHED.join(" ") };
  await run(["cargo", "build", "--release", "--target", TRIPLE], { cwd: crate, env });
  for (const name of chosen.length > 0 ? chosen : names) {
    const corpus = join(folder, "corpus", name);
    mkdirSync(corpus, { recursive: true });
    say(`\n${name}, ${seconds} s`);
    const program = join(folder, TRIPLE, "release", name);
    await run([
      program,
      corpus,
      `-max_total_time=${seconds}`,
      `-artifact_prefix=${folder}/${name}-`,
      ...LIMITS,
    ]);
  }
});
