// A browser that knows nothing of Backcast, for the files it hands out: the one that comes with the web view.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openWindow } from "./window.mjs";

function program() {
  const libraries = ["/usr/lib", "/usr/libexec", "/usr/lib64"].filter((folder) => existsSync(folder));
  const folders = libraries.flatMap((folder) => [
    folder,
    ...readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name)),
  ]);
  const places = folders.map((folder) => join(folder, "webkit2gtk-4.1", "MiniBrowser"));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error("No MiniBrowser of WebKitGTK 4.1 is on this machine");
  return found;
}

/** Opens an address in a browser whose downloads go to the folder `home`; `args` are more of its arguments. */
export async function openInBrowser(address, home, args = []) {
  const browser = await openWindow(program(), { args: ["--automation", ...args], env: { HOME: home } });
  await browser.page.ask("POST", "/url", { url: address });
  return browser;
}
