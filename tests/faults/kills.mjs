// kill -9: at every write of a command in turn, and at any moment of a series of them.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { backcast, chance, done, holds, withFolder } from "./programs.mjs";
import { sabotaged } from "./strace.mjs";

/** Kills `spark` at its first write and each `step` further ones until it ends by itself; counts how often. */
async function atEveryWrite(folder, step) {
  const file = join(folder, "every.backcast");
  await done(backcast(file, "init", file));
  const kept = [];
  for (let k = 1, kills = 0; ; k += step, kills += 1) {
    const problem = `Clerks wait for write ${k}.`;
    const result = await sabotaged(
      backcast(file, "spark", problem),
      `pwrite64:signal=SIGKILL:when=${k}`,
      folder,
    );
    if (result.out.startsWith("P-")) kept.push(problem);
    const rows = await holds(file, kept, kills + 1);
    // What was stored and not acknowledged counts as there from now on.
    if (rows > kept.length && !result.out.startsWith("P-")) kept.push(problem);
    if (!result.struck) return kills;
  }
}

function killedAfter(command, milliseconds) {
  return new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), {
      stdio: ["ignore", "pipe", "ignore"],
      detached: true,
    });
    const out = [];
    child.stdout.on("data", (bytes) => out.push(bytes));
    child.on("close", () => resolve(Buffer.concat(out).toString()));
    void pause(milliseconds).then(() => {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It was over before.
      }
    });
  });
}

async function atAnyMoment(folder, times) {
  const random = chance(7);
  const file = join(folder, "random.backcast");
  await done(backcast(file, "init", file));
  let acknowledged = 0;
  for (let time = 1; time <= times; time += 1) {
    const loop =
      'i=0; while [ $i -lt 20 ]; do i=$((i+1)); "$1" -p "$2" spark "Time $3, spark $i." || exit; done';
    const said = await killedAfter(
      ["sh", "-c", loop, "sh", backcast(file)[0], file, String(time)],
      20 + random() * 400,
    );
    acknowledged += said.split("\n").filter((line) => line.startsWith("P-")).length;
    await done(backcast(file, "check"));
    const rows = JSON.parse(await done(backcast(file, "--json", "list", "--limit", "100000"))).length;
    // Each kill can leave one spark stored that was not acknowledged yet.
    if (rows < acknowledged || rows > acknowledged + time) {
      throw new Error(`${rows} rows, ${acknowledged} acknowledged`);
    }
  }
  return acknowledged;
}

export const kills = {
  name: "kill -9 of the command line",
  full: 200,
  short: 4,
  run: (times) =>
    withFolder(async (folder) => {
      const writes = await atEveryWrite(folder, times < 100 ? 16 : 1);
      const acknowledged = await atAnyMoment(folder, times);
      return `${writes} kills ${times < 100 ? "at one write in 16" : "at every write"}, ${times} at random: ${acknowledged} acknowledged, none lost`;
    }),
};
