/** The File menu: what is begun, brought in, opened and closed. */
import { deckOfFiles, placeOfFiles } from "$ui/features/decks/files";
import { chooseDeck } from "$ui/features/decks/queries";
import { chooseIncoming } from "$ui/features/exchange/incoming.svelte";
import { openCapture } from "$ui/features/journal/queries";
import { asked } from "$ui/features/portfolio/asked.svelte";
import { backUp } from "$ui/features/portfolio/safekeeping";
import type { Printable } from "$ui/ipc/bindings";
import {
  chooseNewPortfolio,
  choosePortfolio,
  closePortfolio,
  openPortfolio,
  openSample,
} from "$ui/features/portfolio/queries";
import { begin } from "$ui/features/proposals/beginning.svelte";
import { closeWindow, openWindow, quit } from "$ui/features/settings/queries";
import type { Action } from "$ui/shared/actions/registry.svelte";
import { focusSoon } from "$ui/shared/focus";
import { notify } from "$ui/shared/parts/toasts.svelte";
import { go, here } from "$ui/shared/route.svelte";
import { t } from "$ui/shared/words";
import { action, doing, type Scene } from "./scene";

function capture(): void {
  go("journal");
  focusSoon("capture");
}

/** Where this window is, for another one to begin there. */
function place(): string {
  return location.hash.replace(/^#\/?/, "");
}

/** Portfolios that were open before, latest first. */
function recent(scene: Scene): Action[] {
  const others = (scene.preferences.recent ?? []).filter((path) => path !== scene.portfolio.path);
  return others.map((path, at) => {
    const name = path.split(/[\\/]/).at(-1) ?? path;
    return action(
      `recent-${at}`,
      "file",
      "do.openRecent",
      doing(scene, openPortfolio, { path, readOnly: false }),
      {
        label: () => t("do.openRecent", { name }),
      },
    );
  });
}

function askForExport(): void {
  asked.export = true;
}

/** What is shown, as far as it can be printed. */
function printable({ proposal }: Scene): Printable[] {
  const { area, id, tab } = here();
  if (proposal !== null) return [{ kind: "read-ahead", id: proposal.line.id }];
  if (area === "decision") return [{ kind: "record", id }];
  if (area === "launch") return [{ kind: "retro", id }];
  if (area === "deck") {
    return [id === "file" ? { kind: "file-deck", id: deckOfFiles(tab) } : { kind: "deck", id }];
  }
  if (area !== "meeting" || !id.startsWith("M-")) return [];
  return [
    { kind: "read-aheads", id },
    { kind: "ballots", id },
    { kind: "minutes", id },
  ];
}

/** The actions of the File menu. */
export function fileActions(scene: Scene): Action[] {
  const blocked = () => (scene.portfolio.read_only ? t("do.needSafe") : null);
  const sample = doing(scene, openSample, undefined, () => {
    go("portfolio");
  });
  const deck = doing(scene, chooseDeck, undefined, (files) => {
    if (files !== null) go("deck", "file", placeOfFiles({ files, date_order: null }));
  });
  const backup = doing(scene, backUp, undefined, ({ proposals }) => {
    notify(t("backups.made", { count: proposals }));
  });
  const unprintable = () => (printable(scene).length === 0 ? t("do.needPrintable") : null);
  const print = () => {
    asked.print = printable(scene);
  };
  return [
    action(
      "new-proposal",
      "file",
      "do.newProposal",
      () => {
        begin();
      },
      { keys: ["Mod+n"], blocked },
    ),
    action("capture", "file", "do.capture", capture, { single: "c", blocked }),
    action("quick-capture", "file", "do.quickCapture", doing(scene, openCapture, undefined), {
      keys: ["Mod+Shift+n"],
      blocked,
    }),
    action(
      "import",
      "file",
      "do.import",
      () => {
        chooseIncoming().catch(scene.failed);
      },
      { blocked },
    ),
    action("export", "file", "do.export", askForExport),
    action("print", "file", "do.print", print, { keys: ["Mod+p"], blocked: unprintable }),
    action("backup", "file", "do.backup", backup),
    action("open", "file", "do.openFile", doing(scene, choosePortfolio, undefined), { keys: ["Mod+o"] }),
    action("open-deck", "file", "do.openDeck", deck),
    action("new-file", "file", "do.newFile", doing(scene, chooseNewPortfolio, undefined)),
    action("sample", "file", "do.openSample", sample),
    ...recent(scene),
    action("close", "file", "do.closeFile", doing(scene, closePortfolio, undefined)),
    action("new-window", "file", "do.newWindow", doing(scene, openWindow, place()), {
      keys: ["Mod+Shift+w"],
    }),
    action("close-window", "window", "do.closeWindow", () => void closeWindow(), { keys: ["Mod+w"] }),
    action("quit", "file", "do.quit", () => void quit(), { keys: ["Mod+q"] }),
  ];
}
