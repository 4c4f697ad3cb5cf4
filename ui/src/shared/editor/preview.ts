/** Live preview: marks are hidden on lines where the cursor is not. The text itself is never changed. */
import { syntaxTree } from "@codemirror/language";
import { RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

const hidden = Decoration.replace({});
const marks = new Set(["HeaderMark", "EmphasisMark", "QuoteMark", "CodeMark"]);

function decorations(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const { doc, selection } = view.state;
  const here = new Set<number>();
  if (view.hasFocus) {
    for (const range of selection.ranges) {
      for (let line = doc.lineAt(range.from).number; line <= doc.lineAt(range.to).number; line += 1) {
        here.add(line);
      }
    }
  }
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        if (!marks.has(node.name) || node.from === node.to) return;
        const line = doc.lineAt(node.from);
        if (here.has(line.number) || node.node.parent?.name === "FencedCode") return;
        // The space after a heading's or quotation's mark goes with it.
        const spaced = node.name !== "EmphasisMark" && doc.sliceString(node.to, node.to + 1) === " ";
        builder.add(node.from, Math.min(node.to + (spaced ? 1 : 0), line.to), hidden);
      },
    });
  }
  return builder.finish();
}

/** Hides Markdown's marks away from the cursor. */
export const livePreview = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorations(view);
    }

    update(update: ViewUpdate): void {
      // While a word is being composed the line stays as it is, or the input method would lose it.
      if (update.view.composing) return;
      if (update.docChanged || update.selectionSet || update.viewportChanged || update.focusChanged) {
        this.decorations = decorations(update.view);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
