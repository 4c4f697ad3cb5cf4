// `npm run package`: release builds of both programs as a .deb and an .rpm, with everything a desktop needs to know them.
// `--profile dev` packs quick unoptimised builds instead, to look at the packages themselves.
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { buildPage, buildPrograms } from "./build.mjs";
import { read, run } from "./command.mjs";
import { main, say } from "./console.mjs";
import { nodeTool, program, project, targetFolder } from "./places.mjs";
import { setUp } from "./setup.mjs";

const packaging = join(project, "src-tauri/packaging");

/** What lies beside the desktop program in a package: place in the system to file here. */
function companions(folder, papers) {
  const pages = readdirSync(papers.man).map((name) => [
    `/usr/share/man/man1/${name}`,
    join(papers.man, name),
  ]);
  return Object.fromEntries([
    ["/usr/bin/backcast", join(folder, "backcast")],
    ["/usr/share/mime/packages/backcast.xml", join(packaging, "backcast-mime.xml")],
    ["/usr/share/icons/hicolor/scalable/apps/backcast-desktop.svg", join(project, "icons/icon.svg")],
    [
      "/usr/share/icons/hicolor/scalable/mimetypes/application-vnd.backcast.svg",
      join(project, "icons/icon.svg"),
    ],
    ["/usr/share/doc/backcast/README.md", join(project, "README.md")],
    ["/usr/share/doc/backcast/copyright", join(project, "LICENSE")],
    ["/usr/share/bash-completion/completions/backcast", join(papers.completions, "bash")],
    ["/usr/share/zsh/vendor-completions/_backcast", join(papers.completions, "zsh")],
    ["/usr/share/fish/vendor_completions.d/backcast.fish", join(papers.completions, "fish")],
    ...pages,
  ]);
}

async function writePapers(command) {
  const root = join(targetFolder(), "papers");
  rmSync(root, { recursive: true, force: true });
  const papers = { man: join(root, "man"), completions: join(root, "completions") };
  mkdirSync(papers.man, { recursive: true });
  mkdirSync(papers.completions, { recursive: true });
  await read([command, "man", "--to", papers.man]);
  for (const shell of ["bash", "zsh", "fish"]) {
    await run([
      "sh",
      "-c",
      '"$1" completions "$2" > "$3"',
      "sh",
      command,
      shell,
      join(papers.completions, shell),
    ]);
  }
  return papers;
}

function megabytes(path) {
  return `${(statSync(path).size / 1_000_000).toFixed(1)} MB`;
}

await main(async () => {
  const dev = process.argv.includes("dev");
  const profile = dev ? "debug" : "release";
  await setUp("build");
  await buildPage();
  await buildPrograms(dev ? "dev" : "release");
  const papers = await writePapers(program("backcast", profile));
  const files = companions(join(targetFolder(), profile), papers);
  const config = { bundle: { linux: { deb: { files }, rpm: { files } } } };
  await run(
    [
      ...nodeTool("@tauri-apps/cli", "tauri.js"),
      "bundle",
      "--bundles",
      "deb,rpm",
      "--config",
      JSON.stringify(config),
      ...(dev ? ["--debug"] : []),
    ],
    { cwd: join(project, "src-tauri") },
  );
  const bundles = join(targetFolder(), profile, "bundle");
  const made = ["deb", "rpm"].flatMap((kind) =>
    readdirSync(join(bundles, kind))
      .filter((name) => name.endsWith(`.${kind}`))
      .map((name) => join(bundles, kind, name)),
  );
  const programs = ["backcast-desktop", "backcast"].map((name) => program(name, profile));
  say(
    [...programs, ...made]
      .map((path) => `${megabytes(path).padStart(9)}  ${relative(project, path)}`)
      .join("\n"),
  );
});
