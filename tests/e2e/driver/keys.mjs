// Keys by the names people read on them, as the code points of the WebDriver protocol.

const codes = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Meta: "\uE03D",
  Escape: "\uE00C",
  Space: " ",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Insert: "\uE016",
  Delete: "\uE017",
  F1: "\uE031",
  F2: "\uE032",
  F6: "\uE036",
  F8: "\uE038",
  F9: "\uE039",
  F10: "\uE03A",
};

function codeOf(name) {
  if (name in codes) return codes[name];
  if ([...name].length === 1) return name;
  throw new Error(`no key is called "${name}"`);
}

/** Key presses for a chord such as "Control+Shift+K" or "Escape": down in order, up in reverse. */
export function chordActions(chord) {
  // "Control++" is the plus key held with Control.
  const names =
    chord === "+"
      ? ["+"]
      : chord
          .replace(/\+\+$/, "+plus")
          .split("+")
          .map((name) => (name === "plus" ? "+" : name));
  const keys = names.map(codeOf);
  return [
    ...keys.map((value) => ({ type: "keyDown", value })),
    ...keys.toReversed().map((value) => ({ type: "keyUp", value })),
  ];
}

/** Key presses for `text`, a character at a time; a line break is Enter. */
export function textActions(text) {
  return [...text].flatMap((character) => {
    const value = character === "\n" ? codes.Enter : character;
    return [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ];
  });
}
