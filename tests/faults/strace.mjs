// strace as a camera and as a saboteur: what a program wrote, in order; and a system call that fails at its k-th time.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ended } from "./programs.mjs";

const CALLS =
  "pwrite64,write,ftruncate,fdatasync,fsync,unlink,unlinkat,rename,renameat,renameat2,link,linkat";

const unhex = (text) => Buffer.from(text.replaceAll("\\x", ""), "hex");
const pathOf = (text) => unhex(text).toString();

function operation(line) {
  const [, call, args, answer] = /^\d+ +(\w+)\((.*)\) += (-?\d+)/.exec(line) ?? [];
  if (call === undefined || Number(answer) < 0) return null;
  const file = pathOf(/<((?:\\x..)+)>/.exec(args)?.[1] ?? "");
  const strings = [...args.matchAll(/"((?:\\x..)*)"/g)].map(([, text]) => text);
  if (call === "pwrite64") {
    const at = Number(/, (\d+)$/.exec(args)[1]);
    return { kind: "write", file, at, bytes: unhex(strings[0]).subarray(0, Number(answer)) };
  }
  if (call === "write" && args.startsWith("1<")) {
    return file === "/dev/null" ? null : { kind: "said", bytes: unhex(strings[0]) };
  }
  if (call === "ftruncate") return { kind: "truncate", file, at: Number(/, (\d+)$/.exec(args)[1]) };
  if (call === "fsync" || call === "fdatasync") return { kind: "sync", file };
  if (call.startsWith("unlink")) return { kind: "unlink", file: pathOf(strings[0]) };
  if (call.startsWith("rename")) return { kind: "rename", file: pathOf(strings[0]), to: pathOf(strings[1]) };
  if (call.startsWith("link")) return { kind: "link", file: pathOf(strings[0]), to: pathOf(strings[1]) };
  return null;
}

/**
 * Runs `command` and returns what it and its children did to files: {kind, file, …} in order, with what was said on
 * standard output in between. Positions and lengths are bytes.
 */
export async function recorded(command, folder) {
  const log = join(folder, "strace.log");
  const watch = [
    "strace",
    "-f",
    "-y",
    "-xx",
    "-s",
    "33554432",
    "-qq",
    "-e",
    `trace=${CALLS}`,
    "-e",
    "signal=none",
  ];
  const result = await ended([...watch, "-o", log, ...command], { timeout: 300_000 });
  if (result.code !== 0) throw new Error(`${command.join(" ")} ended with ${result.code}: ${result.err}`);
  return readFileSync(log, "latin1")
    .split("\n")
    .map(operation)
    .filter((one) => one !== null);
}

/** Runs `command` with `fault` (such as `pwrite64:signal=SIGKILL:when=3`) and returns its end and whether the fault struck. */
export async function sabotaged(command, fault, folder) {
  const log = join(folder, "fault.log");
  const inject = [
    "strace",
    "-f",
    "-qq",
    "-e",
    `trace=${fault.split(":")[0]}`,
    "-e",
    `inject=${fault}`,
    "-o",
    log,
  ];
  const result = await ended([...inject, ...command]);
  const struck =
    result.signal !== null ||
    result.code > 128 ||
    /INJECTED|killed by SIGKILL/.test(readFileSync(log, "latin1"));
  return { ...result, struck };
}
