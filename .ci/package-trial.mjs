// `npm run package:trial`: installs the newest .deb on a bare Debian root of its own and runs both programs there.
// Needs root and Debian's debootstrap; the root is made from the mirror that this machine uses.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peek, read, run } from "./command.mjs";
import { Stop, main, say } from "./console.mjs";
import { targetFolder } from "./places.mjs";

function newestPackage() {
  const found = ["release", "debug"]
    .map((profile) => join(targetFolder(), profile, "bundle/deb"))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".deb"))
        .map((name) => join(folder, name)),
    )
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  if (found.length === 0) throw new Stop('There is no package yet; "npm run package" makes it.');
  return found[0];
}

async function mirror() {
  const sites = await read([
    "apt-get",
    "indextargets",
    "--format",
    "$(SITE) $(CODENAME)",
    "Created-By: Packages",
  ]);
  const line = sites.split("\n").find((one) => /^\S+ \w+$/.test(one));
  if (line === undefined) throw new Stop("This machine's package mirror is not known to apt-get.");
  return line.split(" ");
}

async function installed(root, deb) {
  const inside = (...command) => ["chroot", root, "/usr/bin/env", "HOME=/root", "LC_ALL=C.UTF-8", ...command];
  copyFileSync(deb, join(root, "root/backcast.deb"));
  const apt = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "--no-install-recommends", "install"];
  await run(
    inside(
      ...apt,
      "/root/backcast.deb",
      "xvfb",
      "xauth",
      "dbus-daemon",
      "shared-mime-info",
      "desktop-file-utils",
      "man-db",
    ),
  );
  const words = await read(inside("backcast", "--version"));
  await read(inside("backcast", "init", "/root/sample.backcast", "--sample"));
  const rows = JSON.parse(await read(inside("backcast", "-p", "/root/sample.backcast", "--json", "list")));
  await read(inside("desktop-file-validate", "/usr/share/applications/Backcast.desktop"));
  const kind = await read(inside("xdg-mime", "query", "filetype", "/root/sample.backcast")).catch(() => "");
  await read(inside("man", "--where", "backcast"));
  // Ten seconds of the window on a display in memory: ended by `timeout` is the good end.
  const window = "timeout 10 dbus-run-session -- backcast-desktop /root/sample.backcast; test $? -eq 124";
  await run(inside("xvfb-run", "-a", "sh", "-c", window));
  say(
    `${words.trim()} lists ${rows.length} proposals of the sample; its window stayed open.${kind && ` Files are ${kind.trim()}.`}`,
  );
}

await main(async () => {
  if (process.getuid() !== 0) throw new Stop("A root of its own needs root.");
  if ((await peek(["which", "debootstrap"])) === null) {
    await run(["apt-get", "-q", "-y", "--no-install-recommends", "install", "debootstrap"]);
  }
  const deb = newestPackage();
  const [site, release] = await mirror();
  const root = mkdtempSync(join(tmpdir(), "backcast-root-"));
  try {
    await run(["debootstrap", "--variant=minbase", release, root, site]);
    await run(["mount", "--bind", "/dev", join(root, "dev")]);
    await run(["mount", "-t", "proc", "proc", join(root, "proc")]);
    try {
      await installed(root, deb);
    } finally {
      await run(["umount", join(root, "proc"), join(root, "dev")]);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
