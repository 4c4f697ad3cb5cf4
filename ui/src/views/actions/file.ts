/** The File menu: what is begun, brought in, opened and closed. */
import type { ImportReport } from "$ui/ipc/bindings";
import { chooseDeck } from "$ui/features/decks/queries";
import {
  chooseNewPortfolio,
  choosePortfolio,
  closePortfolio,
  importFiles,
  openSample,
} from "$ui/features/portfolio/queries";
import { writeProposal } from "$ui/features/proposals/queries";
import { quit } from "$ui/features/settings/queries";
import type { Action } from "$ui/shared/actions/registry.svelte";
import { notify } from "$ui/shared/parts/toasts.svelte";
import { go } from "$ui/shared/route.svelte";
import { t } from "$ui/shared/words";
import { action, doing, focusSoon, type Scene } from "./scene";

function tellImported(report: ImportReport | null): void {
  if (report === null) return;
  const count = report.imported.reduce((sum, one) => sum + (one.count ?? 1), 0);
  const failed = report.failed.length;
  const first = report.failed[0];
  if (first === undefined) notify(t("portfolio.importedAll", { count }));
  else notify(t("portfolio.importedSome", { count, failed, first: `${first.path}: ${first.error}` }));
}

function capture(): void {
  go("journal");
  focusSoon("capture");
}

/** The actions of the File menu. */
export function fileActions(scene: Scene): Action[] {
  const blocked = () => (scene.portfolio.read_only ? t("do.needSafe") : null);
  const write = doing(scene, writeProposal, undefined, (id) => {
    go("proposal", id);
  });
  const sample = doing(scene, openSample, undefined, () => {
    go("portfolio");
  });
  const deck = doing(scene, chooseDeck, undefined, (files) => {
    if (files !== null) go("deck", "file", JSON.stringify(files));
  });
  return [
    action("new-proposal", "file", "do.newProposal", write, { keys: ["Mod+n"], blocked }),
    action("capture", "file", "do.capture", capture, { keys: ["Mod+Shift+n"], single: "c", blocked }),
    action("import", "file", "do.import", doing(scene, importFiles, undefined, tellImported), { blocked }),
    action("open", "file", "do.openFile", doing(scene, choosePortfolio, undefined), { keys: ["Mod+o"] }),
    action("open-deck", "file", "do.openDeck", deck),
    action("new-file", "file", "do.newFile", doing(scene, chooseNewPortfolio, undefined)),
    action("sample", "file", "do.openSample", sample),
    action("close", "file", "do.closeFile", doing(scene, closePortfolio, undefined)),
    action("quit", "file", "do.quit", () => void quit(), { keys: ["Mod+q"] }),
  ];
}
