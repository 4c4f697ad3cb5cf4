/** The document editor: CodeMirror on the Markdown text itself. The text stays the writer's, byte for byte. */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { livePreview } from "./preview";

/** What an editor is made of. */
export interface EditorOptions {
  readonly text: string;
  readonly label: string;
  readonly readonly: boolean;
  readonly onchange: (text: string) => void;
  readonly onblur: () => void;
}

/** What can be done with an editor. */
export interface EditorHandle {
  jumpTo(offset: number): void;
  setText(text: string): void;
  destroy(): void;
}

const page = HighlightStyle.define([
  { tag: tags.heading1, fontSize: "28px", lineHeight: "1.25", fontWeight: "500" },
  { tag: tags.heading2, fontSize: "22px", lineHeight: "1.3", fontWeight: "500" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], fontWeight: "600" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.quote, fontStyle: "italic", color: "var(--ink-2)" },
  { tag: tags.link, color: "var(--accent)", textDecoration: "underline" },
  { tag: [tags.processingInstruction, tags.url, tags.meta], color: "var(--ink-3)" },
  { tag: tags.monospace, fontFamily: "var(--font-mono)", fontSize: "0.85em" },
]);

const sheet = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-read)",
    fontSize: "var(--reading-size)",
    lineHeight: "1.58",
    overflow: "auto",
  },
  ".cm-content": { maxWidth: "66ch", margin: "0 auto", padding: "16px 8px 45vh", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection": {
    backgroundColor: "var(--mark)",
  },
});

/** Makes an editor in `place`. */
export function createEditor(place: HTMLElement, options: EditorOptions): EditorHandle {
  // A text that came from elsewhere is not a change of the writer's.
  let taking = false;
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        // Carriage returns stay in the text, so that what was not touched stays byte for byte.
        EditorState.lineSeparator.of("\n"),
        EditorState.readOnly.of(options.readonly),
        history(),
        markdown(),
        livePreview,
        syntaxHighlighting(page),
        sheet,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": options.label,
          "aria-multiline": "true",
          spellcheck: "true",
          autocorrect: "off",
        }),
        // Tab is not bound: it leaves the editor as it leaves any field.
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !taking) options.onchange(update.state.doc.toString());
          if (update.focusChanged && !update.view.hasFocus) options.onblur();
        }),
      ],
    }),
  });
  return {
    jumpTo(offset) {
      const at = Math.min(offset, view.state.doc.length);
      view.dispatch({
        selection: { anchor: at },
        effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 24 }),
      });
      view.focus();
    },
    setText(text) {
      if (text === view.state.doc.toString()) return;
      taking = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      taking = false;
    },
    destroy() {
      view.destroy();
    },
  };
}
