/** The document editor: CodeMirror on the Markdown text itself. The text stays the writer's, byte for byte. */
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import { type Command, EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Anchor, draw, drawnFromOutside, type Fold, type Label } from "./anchors";
import { focusMode, setFocusMode } from "./focusMode";
import { followed, linkAt } from "./links";
import { type Taking, takes } from "./paste";
import { imageAddress, livePreview } from "./preview";
import { sheet } from "./sheet";

/** What an editor is made of. */
export interface EditorOptions extends Taking {
  readonly text: string;
  readonly label: string;
  readonly readonly: boolean;
  readonly onchange: (text: string) => void;
  readonly onblur: () => void;
  /** Lines stand elsewhere than before. */
  readonly onmoved: () => void;
  readonly imageAddress: (name: string) => string | null;
  /** A link was clicked with the modifier key held. */
  readonly onlink: (address: string) => void;
}

/** What can be done with an editor. */
export interface EditorHandle {
  jumpTo(offset: number): void;
  setText(text: string): void;
  /** Replaces a stretch of the text, as one step of the editor's own undo. */
  replace(start: number, end: number, text: string): void;
  draw(what: { anchors?: readonly Anchor[]; labels?: readonly Label[]; fold?: Fold | null }): void;
  setFocusMode(on: boolean): void;
  /** Where the line of an offset stands on the screen, in pixels. */
  topOf(offset: number): number;
  /** Where the cursor is. */
  cursor(): number;
  /** The address of the link at the cursor. */
  link(): string | null;
  destroy(): void;
}

const page = HighlightStyle.define([
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.quote, fontStyle: "italic", color: "var(--ink-2)" },
  { tag: tags.link, color: "var(--accent)", textDecoration: "underline" },
  { tag: [tags.processingInstruction, tags.url, tags.meta], color: "var(--ink-3)" },
  { tag: tags.monospace, fontFamily: "var(--font-mono)", fontSize: "0.85em" },
]);

/** Only in a list: elsewhere Tab leaves the editor, as it leaves any field. After Esc it does everywhere. */
function inList(command: Command): Command {
  return (view) => {
    const line = view.state.doc.lineAt(view.state.selection.main.head);
    return /^\s*(?:[-*+]|\d+[.)])\s/.test(line.text) && command(view);
  };
}

/** Tells of changes, but not of half-composed words: those are told when the input method lets go. */
function telling(options: EditorOptions, taking: () => boolean) {
  let waits = false;
  return [
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !taking()) {
        waits = update.view.composing;
        if (!waits) options.onchange(update.state.doc.toString());
      }
      if (update.focusChanged && !update.view.hasFocus) options.onblur();
      if (update.geometryChanged || update.viewportChanged || update.docChanged) options.onmoved();
    }),
    EditorView.domEventHandlers({
      compositionend: (_event, view) => {
        setTimeout(() => {
          if (waits) options.onchange(view.state.doc.toString());
          waits = false;
        });
      },
    }),
  ];
}

function extensionsOf(options: EditorOptions, taking: () => boolean): Extension {
  return [
    // Carriage returns stay in the text, so that what was not touched stays byte for byte.
    EditorState.lineSeparator.of("\n"),
    EditorState.readOnly.of(options.readonly),
    history(),
    markdown({ base: markdownLanguage }),
    imageAddress.of(options.imageAddress),
    livePreview,
    drawnFromOutside,
    focusMode,
    takes(options),
    followed(options.onlink),
    syntaxHighlighting(page),
    sheet,
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    EditorView.contentAttributes.of({
      "aria-label": options.label,
      "aria-multiline": "true",
      spellcheck: "true",
      autocorrect: "off",
    }),
    keymap.of([
      { key: "Tab", run: inList(indentMore), shift: inList(indentLess) },
      ...defaultKeymap,
      ...historyKeymap,
    ]),
    telling(options, taking),
  ];
}

/** Makes an editor in `place`. */
export function createEditor(place: HTMLElement, options: EditorOptions): EditorHandle {
  // A text that came from elsewhere is not a change of the writer's.
  let taking = false;
  const extensions = extensionsOf(options, () => taking);
  const view = new EditorView({
    parent: place,
    state: EditorState.create({ doc: options.text, extensions }),
  });
  const within = (offset: number) => Math.min(offset, view.state.doc.length);
  return {
    jumpTo(offset) {
      const at = within(offset);
      view.dispatch({
        selection: { anchor: at },
        effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 64 }),
      });
      view.focus();
    },
    setText(text) {
      const before = view.state.doc.toString();
      if (text === before) return;
      // Only what differs is replaced, so that the cursor stays where it was written at.
      const least = Math.min(text.length, before.length);
      let [from, back] = [0, 0];
      while (from < least && text[from] === before[from]) from += 1;
      while (back < least - from && text.at(-1 - back) === before.at(-1 - back)) back += 1;
      taking = true;
      view.dispatch({
        changes: { from, to: before.length - back, insert: text.slice(from, text.length - back) },
      });
      taking = false;
    },
    replace(start, end, text) {
      view.dispatch({
        changes: { from: within(start), to: within(end), insert: text },
        userEvent: "input",
      });
      view.focus();
    },
    draw(what) {
      draw(view, what);
    },
    setFocusMode(on) {
      setFocusMode(view, on);
    },
    topOf(offset) {
      // Where it is drawn, if it is; else where it will be, as far as heights are known.
      const at = within(offset);
      return view.coordsAtPos(at, 1)?.top ?? view.documentTop + view.lineBlockAt(at).top;
    },
    cursor() {
      return view.state.selection.main.head;
    },
    link() {
      return linkAt(view.state, view.state.selection.main.head);
    },
    destroy() {
      view.destroy();
    },
  };
}
