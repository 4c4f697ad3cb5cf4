/** How well words match what was typed: the beginning, then the beginning of a word, then letters in order. */

/** Lower is better; null when it does not match at all. */
export function rankOf(label: string, typed: string): number | null {
  const [text, wanted] = [label.toLowerCase(), typed.trim().toLowerCase()];
  if (wanted === "") return 0;
  const at = text.indexOf(wanted);
  if (at === 0) return 0;
  if (at > 0 && /[^\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return 1;
  const starts = wordStarts(text, wanted);
  if (starts) return 2;
  if (at > 0) return 3;
  return inOrder(text, wanted) ? 4 : null;
}

/** Whether every typed word begins a word of the text, in order: "mo re" matches "Move to Ready". */
function wordStarts(text: string, wanted: string): boolean {
  const words = text.split(/[^\p{L}\p{N}]+/u);
  let next = 0;
  for (const part of wanted.split(/\s+/)) {
    while (next < words.length && words[next]?.startsWith(part) !== true) next += 1;
    if (next === words.length) return false;
    next += 1;
  }
  return true;
}

function inOrder(text: string, wanted: string): boolean {
  let from = 0;
  for (const letter of wanted.replace(/\s+/g, "")) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

/** The best first; among equals the one used last, then as they came. */
export function ranked<T extends { readonly id: string }>(
  of: readonly T[],
  label: (one: T) => string,
  typed: string,
  recent: readonly string[],
): T[] {
  const used = (one: T) => {
    const at = recent.indexOf(one.id);
    return at === -1 ? recent.length : at;
  };
  return of
    .map((one) => ({ one, rank: rankOf(label(one), typed) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || used(a.one) - used(b.one))
    .map(({ one }) => one);
}
