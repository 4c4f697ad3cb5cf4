/** Notes level with their paragraphs: where each stands so that none covers another. */

const GAP = 12;

/**
 * The tops of notes that want to stand at `wanted`, in that order, with these heights. The active one stands exactly where
 * it wants to; those above it move up, those below down. None stands above `least`.
 */
export function settle(
  wanted: readonly number[],
  heights: readonly number[],
  active: number | null,
  least = 0,
): number[] {
  const tops = wanted.map((top) => Math.max(top, least));
  const height = (at: number) => (heights[at] ?? 0) + GAP;
  const fixed = active !== null && active >= 0 && active < tops.length ? active : 0;
  for (let at = fixed + 1; at < tops.length; at += 1) {
    tops[at] = Math.max(tops[at] ?? 0, (tops[at - 1] ?? 0) + height(at - 1));
  }
  for (let at = fixed - 1; at >= 0; at -= 1) {
    tops[at] = Math.min(tops[at] ?? 0, (tops[at + 1] ?? 0) - height(at));
  }
  const lacking = least - (tops[0] ?? least);
  if (lacking <= 0) return tops;
  // There is no room above: the whole pile begins at the top, and pushes down what it meets.
  tops[0] = least;
  for (let at = 1; at < tops.length; at += 1) {
    tops[at] = Math.max(tops[at] ?? 0, (tops[at - 1] ?? 0) + height(at - 1));
  }
  return tops;
}
