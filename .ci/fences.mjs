// Two walls of the house that no compiler guards: the core knows no shell, and SQL stays in storage.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { cargo } from "./build.mjs";
import { read } from "./command.mjs";
import { Stop } from "./console.mjs";
import { project } from "./places.mjs";

const shellOnly = /^(?:tauri|tauri-.*|wry|tao|gtk|gtk-sys|webkit2gtk|tokio)$/;
const statement =
  /\b(?:SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET|CREATE (?:TABLE|INDEX|TRIGGER)|DROP (?:TABLE|TRIGGER))\b/;

/** Fails when the core or the command line is built with anything of the shell. */
export async function checkCoreKnowsNoShell() {
  for (const member of ["backcast-core", "backcast"]) {
    const tree = await read(
      cargo("tree", "-p", member, "--edges", "normal,build", "--prefix", "none", "--format", "{p}"),
    );
    const names = [...new Set(tree.split("\n").map((line) => line.split(" ")[0]))].filter((name) =>
      shellOnly.test(name),
    );
    if (names.length > 0) {
      throw new Stop(`${member} is built with ${names.join(", ")}; only the desktop shell may be.`);
    }
  }
}

/** Fails when a line of Rust outside the core's storage folder holds SQL. */
export function checkSqlIsFenced() {
  const core = join(project, "src-tauri/core/src");
  const storage = join(core, "storage");
  const folders = [core, join(project, "src-tauri/cli/src"), join(project, "src-tauri/src")];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".rs"))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const leaks = files
    .filter((file) => !file.startsWith(storage))
    .flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, at) =>
          statement.test(line) && !line.trimStart().startsWith("//")
            ? [`${relative(project, file)}:${at + 1}  ${line.trim()}`]
            : [],
        ),
    );
  if (leaks.length > 0) throw new Stop(`SQL outside storage/:\n${leaks.join("\n")}`);
}
