/** How the portfolio is looked at: filter, order, columns, what is selected and where. One for each view, kept while the window is open. */
import type {
  Grouping,
  Layout,
  ListQuery,
  Sort,
  SortBy,
  Stage,
  View,
  ViewInput,
  ViewKind,
} from "$ui/ipc/bindings";
import { columnsOf, type Drawn } from "./columns";
import { Selection } from "./selection.svelte";

/** What stays out of the way of work that goes on. */
export const activeStages: Stage[] = [
  "spark",
  "draft",
  "ready",
  "in-review",
  "approved",
  "not-yet",
  "building",
  "launched",
];

/** Views that are always there. */
export const builtIn = ["active", "everything", "shelf"] as const;

/** A view that is always there. */
export type BuiltIn = (typeof builtIn)[number];

const plain: Layout = { stages: [], columns: [], sort: "strength", reversed: false, then: null, group: null };
const layouts: Record<BuiltIn, Layout> = {
  active: { ...plain, stages: activeStages },
  everything: plain,
  shelf: {
    ...plain,
    stages: ["not-yet", "declined"],
    sort: "age",
    columns: columnsOf([]).map(({ name, width, hidden }) => ({
      name,
      width,
      hidden: name === "age" || (hidden && name !== "revisit"),
    })),
  },
};

/** How the portfolio is looked at. */
export class Look {
  text = $state("");
  kind = $state<ViewKind>("table");
  stages = $state.raw<Stage[]>([]);
  columns = $state.raw<Drawn[]>([]);
  sort = $state<SortBy>({ sort: "strength", reversed: false });
  then = $state<SortBy | null>(null);
  group = $state<Grouping | null>(null);
  /** Where the cursor stands: -1 is the row of headings. */
  row = $state(0);
  column = $state(0);
  scrollTop = 0;
  /** The proposal the cursor stands on, if any. */
  cursor = $state.raw<readonly string[]>([]);
  readonly selection = new Selection();

  constructor(kept: Pick<ViewInput, "query" | "kind" | "layout">) {
    this.text = kept.query;
    this.kind = kept.kind;
    this.stages = kept.layout.stages;
    this.columns = columnsOf(kept.layout.columns);
    this.sort = { sort: kept.layout.sort, reversed: kept.layout.reversed };
    this.then = kept.layout.then;
    this.group = kept.layout.group;
  }

  /**
   * Which proposals, in which order. A filter for stages looks past the stages of the view.
   * No derived value: a look outlives the screen that made it, and a derived value does not.
   */
  get query(): ListQuery {
    return {
      text: this.text,
      sort: this.sort.sort,
      reversed: this.sort.reversed,
      then: this.then,
      group: this.kind === "table" ? this.group : null,
      stages: this.text.includes("stage:") ? [] : this.stages,
      trashed: false,
      offset: 0,
      limit: 100,
    };
  }

  /** Sorts by `sort`, or the other way round when it does so already; `second` sorts among equals. */
  sortBy(sort: Sort, second: boolean): void {
    const now = second ? this.then : this.sort;
    const next = { sort, reversed: now?.sort === sort && !now.reversed };
    if (second && this.sort.sort !== sort) this.then = now?.sort === sort && now.reversed ? null : next;
    else this.sort = next;
  }

  /** As it would be kept under a name. */
  kept(name: string): ViewInput {
    const { sort, reversed } = this.sort;
    const columns = this.columns.map(({ name: column, width, hidden }) => ({ name: column, width, hidden }));
    const layout: Layout = {
      stages: this.stages,
      columns,
      sort,
      reversed,
      then: this.then,
      group: this.group,
    };
    return { name, query: this.text, kind: this.kind, layout };
  }
}

// Nothing on the screen depends on which looks there are.
// eslint-disable-next-line svelte/prefer-svelte-reactivity -- a plain store, read once for each screen
const looks = new Map<string, Look>();

/** The look of a built-in view, or of a kept one when it is known. */
export function lookOf(file: string, id: string, kept: View | undefined): Look {
  const key = `${file}\n${id}`;
  const before = looks.get(key);
  if (before !== undefined) return before;
  const standard = builtIn.find((one) => one === id) ?? "active";
  const look = new Look(kept ?? { query: "", kind: "table", layout: layouts[standard] });
  looks.set(key, look);
  return look;
}

/** Forgets how a kept view was last looked at, so that it opens as it was kept. */
export function forgetLook(file: string, id: string): void {
  looks.delete(`${file}\n${id}`);
}
