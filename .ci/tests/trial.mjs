// A trial run of the scripts on a made-up machine: a copy of them in a temporary project, with programs that pretend.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const scripts = fileURLToPath(new URL("..", import.meta.url));

/**
 * Makes a machine for the test `context`: {folder, write(), pretend(), run()}.
 * Only pretended programs, `sh` and `env` are on its PATH.
 */
export function machine(context) {
  const folder = mkdtempSync(join(tmpdir(), "backcast-trial-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(scripts, join(folder, ".ci"), { recursive: true });
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const name of ["sh", "env"]) symlinkSync(join("/usr/bin", name), join(bin, name));
  function write(name, content) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  }
  return {
    folder,
    write,
    /** Puts a program on the PATH that runs `script` in sh. */
    pretend(name, script) {
      chmodSync(write(`bin/${name}`, `#!/bin/sh\n${script}\n`), 0o755);
    },
    /** Runs `code` in Node with `module` of the scripts as `it`; returns {status, stdout, stderr}. */
    run(module, code, env = {}) {
      const source = `import { main } from "./.ci/console.mjs"; import * as it from "./.ci/${module}.mjs"; await main(async () => { ${code} });`;
      return spawnSync(process.execPath, ["--input-type=module", "--eval", source], {
        cwd: folder,
        env: { HOME: folder, PATH: bin, ...env },
        encoding: "utf8",
      });
    },
  };
}
