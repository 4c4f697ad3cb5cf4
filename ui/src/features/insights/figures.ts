/** How figures read: counts first, never a bare percentage. */
import type { Ends, Share } from "$ui/ipc/bindings";
import { t, word } from "$ui/shared/words";

/** A share as whole percent. */
function percent(share: number): string {
  return (share * 100).toFixed(0);
}

/** "3 of 5", with the interval for the share behind it where there is one. */
export function shareWords(share: Share): string {
  const counts = t("insights.share", { count: share.count, of: share.of });
  return share.low === null || share.high === null
    ? counts
    : `${counts} ${t("insights.interval", { low: percent(share.low), high: percent(share.high) })}`;
}

/** How they ended, in words; what did not happen is left out. */
export function endsWords(ends: Ends): string {
  const parts = [
    ["solved", ends.solved],
    ["partly", ends.partly],
    ["not-solved", ends.not_solved],
    ["cant-tell", ends.cant_tell],
    ["stopped", ends.stopped],
    ["open", ends.open],
  ] as const;
  const said = parts
    .filter(([, count]) => count > 0)
    .map(([end, count]) => `${count} ${word("end", end).toLowerCase()}`);
  return said.length === 0 ? t("insights.none") : said.join(", ");
}
