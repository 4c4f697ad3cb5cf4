// The `sqlite3` shell as a reference: the SQL of tests/bench/queries, many times in one process, less the time of a
// process that only starts and opens the file.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

function runShell(portfolio, script) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const shell = spawn("sqlite3", ["-readonly", "-bail", portfolio], { stdio: ["pipe", "ignore", "pipe"] });
    let complaint = "";
    shell.stderr.on("data", (bytes) => (complaint += bytes));
    shell.on("error", reject);
    shell.on("close", (code) =>
      resolve({ code, complaint: complaint.trim().split("\n")[0], time: performance.now() - start }),
    );
    shell.stdin.on("error", () => undefined);
    shell.stdin.end(script);
  });
}

/** The mean time of query `name` in the shell as {milliseconds}, or {why} when this shell cannot run it. */
export async function timeInShell(portfolio, name, rounds) {
  const sql = readFileSync(fileURLToPath(new URL(`queries/${name}.sql`, import.meta.url)), "utf8");
  const idle = await runShell(portfolio, "SELECT count(*) FROM sqlite_schema;\n");
  const busy = await runShell(portfolio, sql.repeat(rounds));
  if (busy.code !== 0) return { why: busy.complaint };
  return { milliseconds: (busy.time - idle.time) / rounds };
}
