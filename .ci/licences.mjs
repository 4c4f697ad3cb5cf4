// What may be linked into Backcast, by .deny.toml: licences, banned crates, sources. cargo-deny checks it where it is
// installed; without it the same lists are held against what cargo knows of every locked crate, also offline.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cargo } from "./build.mjs";
import { peek, read, run } from "./command.mjs";
import { Stop, say } from "./console.mjs";
import { project } from "./places.mjs";

function listOf(text, name) {
  const [, body] = new RegExp(`^${name} = \\[(.*?)\\]`, "ms").exec(text) ?? [null, ""];
  return [...body.matchAll(/(?:crate = )?"([^"]+)"/g)].map(([, word]) => word);
}

/** Whether an SPDX expression can be met with the `allowed` licences alone. */
export function permitted(expression, allowed) {
  const words = expression.replaceAll("/", " OR ").match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const either = () => {
    let result = both();
    while (words[at] === "OR") {
      at += 1;
      result = both() || result;
    }
    return result;
  };
  const both = () => {
    let result = one();
    while (words[at] === "AND") {
      at += 1;
      result = one() && result;
    }
    return result;
  };
  const one = () => {
    if (words[at] === "(") {
      at += 1;
      const inner = either();
      at += 1;
      return inner;
    }
    let name = words[at];
    at += 1;
    if (words[at] === "WITH") {
      name = `${name} WITH ${words[at + 1]}`;
      at += 2;
    }
    return allowed.includes(name);
  };
  const result = either();
  return result && at === words.length;
}

async function withoutCargoDeny() {
  const rules = readFileSync(join(project, ".deny.toml"), "utf8");
  const [allowed, banned] = [listOf(rules, "allow"), listOf(rules, "deny")];
  const host = /^host: (.+)$/m.exec(await read(["rustc", "-vV"]))[1];
  const metadata = cargo(
    "metadata",
    "--format-version",
    "1",
    "--offline",
    "--all-features",
    "--filter-platform",
    host,
  );
  const packages = JSON.parse(await read(metadata)).packages;
  const foreign = packages.filter((one) => one.source !== null);
  const faults = foreign.flatMap(({ name, version, license, source }) => [
    ...(permitted(license ?? "", allowed) ? [] : [`${name} ${version}: licence ${license ?? "not stated"}`]),
    ...(banned.includes(name) ? [`${name} ${version}: banned`] : []),
    ...(source.startsWith("registry+") ? [] : [`${name} ${version}: comes from ${source}`]),
  ]);
  if (faults.length > 0) throw new Stop(`Not permitted by .deny.toml:\n${faults.join("\n")}`);
  say(`${foreign.length} crates: licences, bans and sources are as .deny.toml permits.`);
}

/** Fails when a locked crate has a licence, a name or a source that .deny.toml does not permit. */
export async function checkLicences() {
  if ((await peek(["cargo", "deny", "--version"])) === null) return withoutCargoDeny();
  return run([
    "cargo",
    "deny",
    "--offline",
    "check",
    "--config",
    ".deny.toml",
    "licenses",
    "bans",
    "sources",
  ]);
}
