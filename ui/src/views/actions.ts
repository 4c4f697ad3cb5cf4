/** Everything a person can do from anywhere: one list for menu, palette, keys and the shortcut sheet. */
import type { Menu, PortfolioState, Preferences, Proposal, Step, Theme } from "$ui/ipc/bindings";
import {
  chooseNewPortfolio,
  choosePortfolio,
  closePortfolio,
  importFiles,
  openSample,
} from "$ui/features/portfolio/queries";
import { writeProposal, moveToStage, trashProposals } from "$ui/features/proposals/queries";
import { quit } from "$ui/features/settings/queries";
import { type Action, keysOf, type MenuName } from "$ui/shared/actions/registry.svelte";
import { notify } from "$ui/shared/parts/toasts.svelte";
import { focusRegion } from "$ui/shared/regions";
import { type Area, go } from "$ui/shared/route.svelte";
import { t, word } from "$ui/shared/words";

/** What the actions act on. */
export interface Scene {
  readonly portfolio: PortfolioState;
  readonly preferences: Preferences;
  readonly undo: Step | null;
  readonly redo: Step | null;
  readonly proposal: Proposal | null;
  readonly remember: (next: Preferences) => void;
  readonly undoLast: () => void;
  readonly redoLast: () => void;
  readonly openPalette: () => void;
  readonly openSheet: () => void;
  readonly failed: (error: unknown) => void;
}

const free = (): null => null;

/** Runs what a mutation would, for an action that no component is mounted for. */
function doing<T, V>(
  { failed }: Scene,
  { mutationFn }: { mutationFn?: ((input: V, context: never) => Promise<T>) | undefined },
  input: V,
  then: (value: T) => void = () => undefined,
) {
  return () => {
    mutationFn?.(input, undefined as never).then(then, failed);
  };
}

function fileActions(scene: Scene): Action[] {
  const writable = () => (scene.portfolio.read_only ? t("do.needSafe") : null);
  const imported = (
    report: { imported: { count?: number | null }[]; failed: { path: string; error: string }[] } | null,
  ) => {
    if (report === null) return;
    const count = report.imported.reduce((sum, one) => sum + (one.count ?? 1), 0);
    const first = report.failed[0];
    notify(
      first === undefined
        ? t("portfolio.importedAll", { count })
        : t("portfolio.importedSome", {
            count,
            failed: report.failed.length,
            first: `${first.path}: ${first.error}`,
          }),
    );
  };
  const toPortfolio = () => {
    go("portfolio");
  };
  return [
    {
      id: "new-proposal",
      menu: "file",
      label: () => t("do.newProposal"),
      keys: ["Mod+n"],
      blocked: writable,
      run: doing(scene, writeProposal, undefined, (id) => {
        go("proposal", id);
      }),
    },
    {
      id: "capture",
      menu: "file",
      label: () => t("do.capture"),
      keys: ["Mod+Shift+n"],
      single: "c",
      blocked: writable,
      run: () => {
        go("journal");
        setTimeout(() => {
          document.getElementById("capture")?.focus();
        }, 60);
      },
    },
    {
      id: "import",
      menu: "file",
      label: () => t("do.import"),
      blocked: writable,
      run: doing(scene, importFiles, undefined, imported),
    },
    {
      id: "open",
      menu: "file",
      label: () => t("do.openFile"),
      keys: ["Mod+o"],
      blocked: free,
      run: doing(scene, choosePortfolio, undefined),
    },
    {
      id: "new-file",
      menu: "file",
      label: () => t("do.newFile"),
      blocked: free,
      run: doing(scene, chooseNewPortfolio, undefined),
    },
    {
      id: "sample",
      menu: "file",
      label: () => t("do.openSample"),
      blocked: free,
      run: doing(scene, openSample, undefined, toPortfolio),
    },
    {
      id: "close",
      menu: "file",
      label: () => t("do.closeFile"),
      blocked: free,
      run: doing(scene, closePortfolio, undefined),
    },
    {
      id: "quit",
      menu: "file",
      label: () => t("do.quit"),
      keys: ["Mod+q"],
      blocked: free,
      run: () => void quit(),
    },
  ];
}

function editActions(scene: Scene): Action[] {
  const named = (step: Step | null) =>
    step === null ? "" : `${word("action", step.action)} ${step.subject ?? ""}`.trim();
  return [
    {
      id: "undo",
      menu: "edit",
      label: () => (scene.undo === null ? t("do.undo") : t("do.undoNamed", { what: named(scene.undo) })),
      keys: ["Mod+z"],
      blocked: () => (scene.undo === null ? word("rule", "nothing-to-undo") : null),
      run: scene.undoLast,
    },
    {
      id: "redo",
      menu: "edit",
      label: () => (scene.redo === null ? t("do.redo") : t("do.redoNamed", { what: named(scene.redo) })),
      keys: ["Mod+Shift+z", "Mod+y"],
      blocked: () => (scene.redo === null ? word("rule", "nothing-to-redo") : null),
      run: scene.redoLast,
    },
    {
      id: "save",
      menu: "edit",
      label: () => t("do.save"),
      keys: ["Mod+s"],
      blocked: free,
      run: () => {
        notify(t("do.savesItself"));
      },
    },
  ];
}

function viewActions(scene: Scene): Action[] {
  const remember = (change: Partial<Preferences>) => () => {
    scene.remember({ ...scene.preferences, ...change });
  };
  const zoom = scene.preferences.zoom ?? 100;
  const themed = (id: string, theme: Theme, label: () => string): Action => ({
    id,
    menu: "view",
    label,
    blocked: free,
    run: remember({ theme }),
  });
  return [
    {
      id: "palette",
      menu: "view",
      label: () => t("do.palette"),
      keys: ["Mod+k"],
      blocked: free,
      run: scene.openPalette,
    },
    {
      id: "sidebar",
      menu: "view",
      label: () => t("do.sidebar"),
      keys: ["Mod+\\", "F9"],
      blocked: free,
      run: remember({ sidebar_collapsed: scene.preferences.sidebar_collapsed !== true }),
    },
    themed("light", "light", () => t("do.light")),
    themed("dark", "dark", () => t("do.dark")),
    themed("system-theme", "system", () => t("do.systemTheme")),
    {
      id: "larger",
      menu: "view",
      label: () => t("do.zoomIn"),
      keys: ["Mod+=", "Mod++"],
      blocked: free,
      run: remember({ zoom: Math.min(200, zoom + 10) }),
    },
    {
      id: "smaller",
      menu: "view",
      label: () => t("do.zoomOut"),
      keys: ["Mod+-"],
      blocked: free,
      run: remember({ zoom: Math.max(80, zoom - 10) }),
    },
    {
      id: "actual",
      menu: "view",
      label: () => t("do.zoomReset"),
      keys: ["Mod+0"],
      blocked: free,
      run: remember({ zoom: 100 }),
    },
    {
      id: "next-region",
      menu: "view",
      label: () => t("do.nextRegion"),
      keys: ["F6"],
      blocked: free,
      run: () => {
        focusRegion(1);
      },
    },
    {
      id: "previous-region",
      menu: "view",
      label: () => t("do.previousRegion"),
      keys: ["Shift+F6"],
      blocked: free,
      run: () => {
        focusRegion(-1);
      },
    },
  ];
}

const areas: readonly {
  area: Area &
    ("journal" | "portfolio" | "meetings" | "launches" | "lessons" | "insights" | "settings" | "trash");
  keys: readonly string[];
  single?: string;
}[] = [
  { area: "journal", keys: ["Mod+1"], single: "g j" },
  { area: "portfolio", keys: ["Mod+2"], single: "g p" },
  { area: "meetings", keys: ["Mod+3"], single: "g m" },
  { area: "launches", keys: ["Mod+4"], single: "g l" },
  { area: "lessons", keys: ["Mod+5"], single: "g e" },
  { area: "insights", keys: ["Mod+6"], single: "g i" },
  { area: "settings", keys: ["Mod+,"] },
  { area: "trash", keys: [] },
];

function goActions(): Action[] {
  return [
    ...areas.map<Action>(({ area, keys, single }) => ({
      id: `go-${area}`,
      menu: "go",
      label: () => t(`area.${area}`),
      keys,
      ...(single === undefined ? {} : { single }),
      blocked: free,
      run: () => {
        go(area);
      },
    })),
    {
      id: "back",
      menu: "go",
      label: () => t("do.back"),
      keys: ["Mod+[", "Alt+ArrowLeft"],
      blocked: free,
      run: () => {
        history.back();
      },
    },
    {
      id: "forward",
      menu: "go",
      label: () => t("do.forward"),
      keys: ["Mod+]", "Alt+ArrowRight"],
      blocked: free,
      run: () => {
        history.forward();
      },
    },
    {
      id: "find",
      menu: "go",
      label: () => t("do.search"),
      keys: ["Mod+f", "Mod+Shift+f"],
      single: "/",
      blocked: free,
      run: () => {
        go("portfolio");
        setTimeout(() => {
          document.getElementById("filter")?.focus();
        }, 60);
      },
    },
  ];
}

function proposalActions(scene: Scene): Action[] {
  const { proposal } = scene;
  const id = proposal?.line.id ?? "";
  const needed = () => (proposal === null ? t("do.needProposal") : null);
  const ready = () => {
    if (proposal === null) return t("do.needProposal");
    const move = proposal.moves.find((one) => one.stage === "ready");
    if (move === undefined) return t("do.notFromHere", { stage: word("stage", proposal.line.stage) });
    return move.blocked === null ? null : word("rule", move.blocked);
  };
  const undoable = (text: string) => () => {
    notify(text, t("do.undo"), scene.undoLast);
  };
  return [
    {
      id: "mark-ready",
      menu: "proposal",
      label: () => t("proposal.markReady"),
      keys: ["Mod+Enter"],
      blocked: ready,
      run: doing(
        scene,
        moveToStage,
        { ids: [id], stage: "ready", why: null },
        undoable(t("proposal.movedTo", { id, stage: word("stage", "ready") })),
      ),
    },
    ...(["write", "read", "history", "score", "decide"] as const).map<Action>((tab) => ({
      id: `proposal-${tab}`,
      menu: "proposal",
      label: () => t(`proposal.${tab}`),
      blocked: needed,
      run: () => {
        go("proposal", id, tab);
      },
    })),
    {
      id: "trash",
      menu: "proposal",
      label: () => t("proposal.toTrash"),
      blocked: needed,
      run: doing(scene, trashProposals, [id], () => {
        go("portfolio");
        undoable(t("proposal.trashed", { id }))();
      }),
    },
  ];
}

/** Everything that can be done, with what holds each back now. */
export function windowActions(scene: Scene): Action[] {
  return [
    ...fileActions(scene),
    ...editActions(scene),
    ...viewActions(scene),
    ...goActions(),
    ...proposalActions(scene),
    {
      id: "keys",
      menu: "help",
      label: () => t("do.keys"),
      keys: ["Mod+/", "F1"],
      single: "?",
      blocked: free,
      run: scene.openSheet,
    },
  ];
}

/** The menu bar that the actions define. */
export function menusOf(actions: readonly Action[]): Menu[] {
  const names: readonly MenuName[] = ["file", "edit", "view", "go", "proposal", "help"];
  return names.map((name) => ({
    label: t(`menu.${name}`),
    items: actions
      .filter((action) => action.menu === name)
      .map((action) => ({
        id: action.id,
        label: [action.label(), keysOf(action)].filter((part) => part !== "").join("\u2003"),
        enabled: action.blocked() === null,
      })),
  }));
}
