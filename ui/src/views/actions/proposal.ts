/** The Proposal menu: what can be done with the proposal that is shown. */
import { moveToStage, trashProposals } from "$ui/features/proposals/queries";
import type { Action } from "$ui/shared/actions/registry.svelte";
import { notify } from "$ui/shared/parts/toasts.svelte";
import { go } from "$ui/shared/route.svelte";
import { t, word } from "$ui/shared/words";
import { action, doing, type Scene } from "./scene";

function whyNotReady({ proposal }: Scene): string | null {
  if (proposal === null) return t("do.needProposal");
  const move = proposal.moves.find((one) => one.stage === "ready");
  if (move === undefined) return t("do.notFromHere", { stage: word("stage", proposal.line.stage) });
  if (move.blocked !== "not-ready") return move.blocked === null ? null : word("rule", move.blocked);
  const { missing } = proposal;
  return [t("proposal.notReady", { count: missing.length }), ...missing.map((one) => one.message)].join(" ");
}

/** The actions of the Proposal menu. */
export function proposalActions(scene: Scene): Action[] {
  const id = scene.proposal?.line.id ?? "";
  const blocked = () => (scene.proposal === null ? t("do.needProposal") : null);
  const undoable = (text: string) => {
    notify(text, t("do.undo"), scene.undoLast);
  };
  const ready = doing(scene, moveToStage, { ids: [id], stage: "ready" as const, why: null }, () => {
    undoable(t("proposal.movedTo", { id, stage: word("stage", "ready") }));
  });
  const trash = doing(scene, trashProposals, [id], () => {
    go("portfolio");
    undoable(t("proposal.trashed", { id }));
  });
  const tabs = (["write", "read", "history", "rivals", "score", "decide"] as const).map((tab) => {
    const visit = () => {
      go("proposal", id, tab);
    };
    return action(`proposal-${tab}`, "proposal", `proposal.${tab}`, visit, { blocked });
  });
  return [
    action("mark-ready", "proposal", "proposal.markReady", ready, {
      keys: ["Mod+Enter"],
      blocked: () => whyNotReady(scene),
    }),
    ...tabs,
    action("trash", "proposal", "proposal.toTrash", trash, { blocked }),
  ];
}
