/** The rows of the table: headings of groups and lines of proposals, of which only pages in sight are read. */
import { createQueries, createQuery } from "@tanstack/svelte-query";
import type { Sight } from "$ui/shared/virtual.svelte";
import type { GroupCount, ListQuery, ProposalLine } from "$ui/ipc/bindings";
import { groupsOf, pageOfList } from "./queries";

const PAGE = 100;

/** A row of the table; `at` counts proposals alone. */
export type TableRow =
  { readonly heading: GroupCount } | { readonly at: number; readonly line: ProposalLine | null };

/** Where each group begins, counted in rows. */
interface Stretch {
  readonly group: GroupCount;
  readonly from: number;
  readonly before: number;
}

function stretchesOf(groups: readonly GroupCount[]): Stretch[] {
  const found: Stretch[] = [];
  let [from, before] = [0, 0];
  for (const group of groups) {
    found.push({ group, from, before });
    from += group.lines + 1;
    before += group.lines;
  }
  return found;
}

function stretchAt(stretches: readonly Stretch[], row: number): Stretch | undefined {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.from ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return stretches[low];
}

/** The number of the proposal in a row; null for a heading. */
function numberAt(stretches: readonly Stretch[], row: number): number | null {
  const stretch = stretchAt(stretches, row);
  if (stretch === undefined) return row;
  return row === stretch.from ? null : stretch.before + row - stretch.from - 1;
}

/** The pages that hold these proposals; the first is always read. */
function pagesOf(numbers: readonly (number | null)[]): number[] {
  const pages = numbers.map((at) => Math.floor((at ?? 0) / PAGE)).filter((page) => page > 0);
  return pages.filter((page, at) => pages.indexOf(page) === at);
}

/** Reads the pages that hold the rows in sight, which `follow` finds; call it while a component is set up. */
export function linesOf(query: () => ListQuery, follow: (count: () => number) => Sight) {
  const isGrouped = () => (query().group ?? null) !== null;
  const first = createQuery(() => pageOfList({ ...query(), offset: 0, limit: PAGE }));
  const groups = createQuery(() => ({ ...groupsOf(query()), enabled: isGrouped() }));
  const stretches = $derived(stretchesOf(isGrouped() ? (groups.data ?? []) : []));
  const total = $derived(first.data?.total ?? 0);
  const count = () => total + stretches.length;
  const sight = follow(count);
  const pages = $derived(pagesOf(sight.rows.map((row) => numberAt(stretches, row))));
  const read = createQueries(() => ({
    queries: pages.map((page) => pageOfList({ ...query(), offset: page * PAGE, limit: PAGE })),
  }));
  return {
    sight,
    get total() {
      return total;
    },
    get count() {
      return count();
    },
    get error() {
      return first.error ?? groups.error;
    },
    get isRead() {
      return first.data !== undefined;
    },
    proposalAt: (row: number) => numberAt(stretches, row),
    /** The row of a proposal by its number. */
    rowOf: (at: number) => at + stretches.filter(({ before }) => before <= at).length,
    row(index: number): TableRow {
      const at = numberAt(stretches, index);
      if (at === null) {
        const heading = stretchAt(stretches, index)?.group;
        return heading === undefined ? { at: 0, line: null } : { heading };
      }
      const page = Math.floor(at / PAGE);
      const of = page === 0 ? first : read[pages.indexOf(page)];
      const stale = page !== 0 && of?.isPlaceholderData === true;
      return { at, line: stale ? null : (of?.data?.rows[at % PAGE] ?? null) };
    },
  };
}

/** What {@link linesOf} gives. */
export type Lines = ReturnType<typeof linesOf>;
