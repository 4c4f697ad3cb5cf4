/** The Proposal menu: what can be done with the proposal that is shown. */
import { linkTo } from "$ui/features/portfolio/queries";
import { moveToStage, trashProposals } from "$ui/features/proposals/queries";
import { openWindow } from "$ui/features/settings/queries";
import type { Action } from "$ui/shared/actions/registry.svelte";
import { notify } from "$ui/shared/parts/toasts.svelte";
import { go } from "$ui/shared/route.svelte";
import { subjects } from "$ui/shared/subjects.svelte";
import { said, t, word } from "$ui/shared/words";
import { asking } from "../asking.svelte";
import { action, doing, type Scene } from "./scene";

function whyNotReady({ proposal }: Scene): string | null {
  if (proposal === null) return t("do.needProposal");
  const move = proposal.moves.find((one) => one.stage === "ready");
  if (move === undefined) return t("do.notFromHere", { stage: word("stage", proposal.line.stage) });
  if (move.blocked !== "not-ready") return move.blocked === null ? null : word("rule", move.blocked);
  const { missing } = proposal;
  return [t("proposal.notReady", { count: missing.length }), ...missing.map((one) => said(one.said))].join(
    " ",
  );
}

function whyNoForecast({ portfolio, proposal }: Scene): string | null {
  if (portfolio.read_only) return t("do.needSafe");
  return proposal === null ? t("do.needProposal") : null;
}

/** Actions on the proposal that is shown, else on what is selected, else where the cursor stands. */
function subjectActions(scene: Scene, id: string, undoable: (text: string) => void): Action[] {
  const about = () => (id === "" ? subjects() : [id]);
  const unsafe = () => (scene.portfolio.read_only ? t("do.needSafe") : null);
  const noSubject = () => unsafe() ?? (about().length === 0 ? t("do.needSubject") : null);
  const moveTo = () => {
    asking.move = { ids: [...about()], to: null };
  };
  const tag = () => {
    asking.tag = [...about()];
  };
  const meeting = () => {
    asking.meeting = [...about()];
  };
  const peek = () => {
    asking.peek = about()[0] ?? null;
  };
  const copyLink = () => {
    doing(scene, linkTo, about()[0] ?? "", (link) => {
      void navigator.clipboard.writeText(link).then(() => {
        notify(t("do.linkCopied", { link }));
      }, scene.failed);
    })();
  };
  const apart = () => {
    doing(scene, openWindow, `proposal/${about()[0] ?? ""}`)();
  };
  const discard = () => {
    const ids = [...about()];
    doing(scene, trashProposals, ids, () => {
      if (id !== "") go("portfolio");
      const [only = ""] = ids;
      undoable(
        ids.length === 1
          ? t("proposal.trashed", { id: only })
          : t("portfolio.trashedMany", { count: ids.length }),
      );
    })();
  };
  return [
    action("move-to", "proposal", "do.moveTo", moveTo, { single: "s", blocked: noSubject }),
    action("tag", "proposal", "do.tag", tag, { blocked: noSubject }),
    action("add-to-meeting", "proposal", "do.addToMeeting", meeting, { blocked: noSubject }),
    action("peek", "proposal", "do.peek", peek, {
      blocked: () => (about().length === 0 ? t("do.needSubject") : null),
    }),
    action("copy-link", "proposal", "do.copyLink", copyLink, {
      blocked: () => (about().length === 0 ? t("do.needSubject") : null),
    }),
    action("apart", "proposal", "do.apart", apart, {
      blocked: () => (about().length === 0 ? t("do.needSubject") : null),
    }),
    action("trash", "proposal", "proposal.toTrash", discard, { keys: ["Delete"], blocked: noSubject }),
  ];
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
  const forecast = () => {
    asking.forecast = { proposal: id, note: null, words: scene.proposal?.line.problem ?? "" };
  };
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
      tellsWhy: true,
    }),
    ...tabs,
    action("forecast", "proposal", "forecast.makeOne", forecast, { blocked: () => whyNoForecast(scene) }),
    ...subjectActions(scene, id, undoable),
  ];
}
