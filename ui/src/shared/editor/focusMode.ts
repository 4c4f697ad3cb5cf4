/** Focus mode: every paragraph but the one at hand is dimmed. */
import { Compartment, type Extension, type Range } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

const dim = Decoration.line({ class: "cm-dim" });

/** The first and last line of the paragraph around a line. */
function paragraph({ state: { doc, selection } }: EditorView): [number, number] {
  const blank = (line: number) => doc.line(line).text.trim() === "";
  let first = doc.lineAt(selection.main.head).number;
  let last = first;
  while (first > 1 && !blank(first - 1)) first -= 1;
  while (last < doc.lines && !blank(last + 1)) last += 1;
  return [first, last];
}

function dimmed(view: EditorView): DecorationSet {
  const [first, last] = paragraph(view);
  const found: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      if (line.number < first || line.number > last) found.push(dim.range(line.from));
      at = line.to + 1;
    }
  }
  return Decoration.set(found);
}

const plugin = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = dimmed(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.selectionSet || update.viewportChanged) {
        this.decorations = update.view.composing ? this.decorations.map(update.changes) : dimmed(update.view);
      }
    }
  },
  { decorations: (value) => value.decorations },
);

const place = new Compartment();

/** Off, to begin with. */
export const focusMode: Extension = place.of([]);

/** Turns focus mode on or off. */
export function setFocusMode(view: EditorView, on: boolean): void {
  view.dispatch({ effects: place.reconfigure(on ? plugin : []) });
}
