// The `sqlite3` shell as a reference: the SQL of tests/bench/queries in a process of its own.
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

/** How long the shell takes from its start to the last row of query `name`, in milliseconds. */
export async function startShell(portfolio, name) {
  const sql = readFileSync(fileURLToPath(new URL(`queries/${name}.sql`, import.meta.url)), "utf8");
  const { code, complaint, time } = await runShell(portfolio, sql);
  if (code !== 0) throw new Error(`sqlite3: ${complaint}`);
  return time;
}
