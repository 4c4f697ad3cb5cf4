// `npm run package:trial`: installs the newest .deb on a bare Debian root of its own and runs both programs there.
// Needs root and Debian's debootstrap; the root is made from the mirror that this machine uses.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peek, read, run } from "./command.mjs";
import { Stop, main, say } from "./console.mjs";
import { targetFolder } from "./places.mjs";

/** The kind of file a portfolio is. */
const kind = "application/vnd.backcast";

const entry = "usr/share/applications/Backcast.desktop";

/** Runs a command in the root, with mounts and processes of its own: both end with it, and this system sees neither. */
const enter =
  'root="$1"; shift; mount --rbind /dev "$root/dev" && mount -t proc proc "$root/proc" && ' +
  'chroot "$root" /usr/bin/env HOME=/root LC_ALL=C.UTF-8 "$@"';

/** What has to lie beside the programs. */
const companions = [
  "usr/share/icons/hicolor/32x32/apps/backcast-desktop.png",
  "usr/share/icons/hicolor/128x128/apps/backcast-desktop.png",
  "usr/share/bash-completion/completions/backcast",
  "usr/share/zsh/vendor-completions/_backcast",
  "usr/share/fish/vendor_completions.d/backcast.fish",
  "usr/share/man/man1/backcast.1",
  "usr/share/man/man1/backcast-decide.1",
];

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
  const inside = (...command) => [
    "unshare",
    "--mount",
    "--pid",
    "--fork",
    "--kill-child",
    "sh",
    "-c",
    enter,
    "sh",
    root,
    ...command,
  ];
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
  await read(inside("desktop-file-validate", `/${entry}`));
  checkEntry(readFileSync(join(root, entry), "utf8"));
  for (const file of companions) {
    if (!existsSync(join(root, file))) throw new Stop(`The package did not bring ${file}.`);
  }
  const kinds = readFileSync(join(root, "usr/share/mime/globs2"), "utf8");
  if (!kinds.includes(`${kind}:*.backcast`)) throw new Stop("Files *.backcast have no kind of their own.");
  await read(inside("man", "--where", "backcast"));
  // Ten seconds of the window on a display in memory: ended by `timeout` is the good end.
  const window = "timeout 10 dbus-run-session -- backcast-desktop /root/sample.backcast; test $? -eq 124";
  await run(inside("xvfb-run", "-a", "sh", "-c", window));
  const remembered = join(root, "root/.local/share/app.backcast.desktop/preferences.json");
  if (!existsSync(remembered) || !readFileSync(remembered, "utf8").includes("/root/sample.backcast")) {
    throw new Stop("The window did not open the file it was started with.");
  }
  say(
    `${words.trim()} lists ${rows.length} proposals of the sample; its window opened the file and stayed. Files are ${kind}.`,
  );
}

function checkEntry(text) {
  for (const line of [
    "Exec=backcast-desktop %U",
    `MimeType=.*${kind}.*`,
    "MimeType=.*x-scheme-handler/backcast.*",
  ]) {
    if (!new RegExp(`^${line}$`, "m").test(text)) throw new Stop(`The desktop entry lacks ${line}:\n${text}`);
  }
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
    await installed(root, deb);
  } finally {
    await run(["rm", "--one-file-system", "-rf", root]);
  }
});
