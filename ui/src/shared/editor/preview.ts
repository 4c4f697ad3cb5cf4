/**
 * Live preview: the text set as a page. Marks are hidden on lines where the cursor is not, links show their words, images
 * themselves. The text itself is never changed.
 */
import { syntaxTree } from "@codemirror/language";
import { Facet, type Range, StateEffect } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import {
  Decoration,
  type DecorationSet,
  type PluginValue,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";
import type { SyntaxNodeRef } from "@lezer/common";

/** Where an image that the text names is shown from; null when it is none of ours. */
export const imageAddress = Facet.define<(name: string) => string | null, (name: string) => string | null>({
  combine: ([first]) => first ?? (() => null),
});

/** Draws again, after the input method let go of the text. */
const composed = StateEffect.define();

const hidden = Decoration.replace({});
const marks = new Set([
  "HeaderMark",
  "EmphasisMark",
  "StrikethroughMark",
  "QuoteMark",
  "CodeMark",
  "LinkMark",
]);
const headings = /^(?:ATX|Setext)Heading(\d)$/;

class Bullet extends WidgetType {
  override eq(): boolean {
    return true;
  }

  override toDOM(): HTMLElement {
    const dot = document.createElement("span");
    dot.className = "cm-bullet";
    dot.ariaHidden = "true";
    return dot;
  }
}

class Picture extends WidgetType {
  readonly #address: string;
  readonly #words: string;

  constructor(address: string, words: string) {
    super();
    this.#address = address;
    this.#words = words;
  }

  override eq(other: Picture): boolean {
    return other.#address === this.#address && other.#words === this.#words;
  }

  override toDOM(view: EditorView): HTMLElement {
    const image = document.createElement("img");
    image.className = "cm-picture";
    image.src = this.#address;
    image.alt = this.#words;
    image.addEventListener("load", () => {
      view.requestMeasure();
    });
    return image;
  }
}

const bullet = Decoration.replace({ widget: new Bullet() });

/** The numbers of the lines that hold a cursor or a selection. */
function linesAtHand({ state, hasFocus }: EditorView): Set<number> {
  const lines = new Set<number>();
  if (!hasFocus) return lines;
  for (const { from, to } of state.selection.ranges) {
    const last = state.doc.lineAt(to).number;
    for (let line = state.doc.lineAt(from).number; line <= last; line += 1) lines.add(line);
  }
  return lines;
}

class Draft {
  readonly found: Range<Decoration>[] = [];
  readonly #view: EditorView;
  readonly #atHand: Set<number>;

  constructor(view: EditorView) {
    this.#view = view;
    this.#atHand = linesAtHand(view);
  }

  see(node: SyntaxNodeRef): void {
    const { doc } = this.#view.state;
    const level = headings.exec(node.name)?.[1];
    if (level !== undefined) this.#line(node.from, `cm-heading cm-h${level}`);
    else if (node.name === "Blockquote") this.#lines(node, "cm-quote");
    else if (node.name === "FencedCode") this.#lines(node, "cm-code");
    else if (node.name === "HorizontalRule") this.#line(node.from, "cm-rule");
    if (this.#atHand.has(doc.lineAt(node.from).number)) return;
    if (node.name === "Image") this.#picture(node);
    else if (node.name === "ListMark" && /^[-*+]$/.test(doc.sliceString(node.from, node.to))) {
      this.found.push(bullet.range(node.from, node.to));
    } else if (node.name === "URL" && node.node.parent?.name === "Link") {
      this.found.push(hidden.range(node.from, node.to));
    } else if (node.name === "HorizontalRule") this.found.push(hidden.range(node.from, node.to));
    else if (marks.has(node.name)) this.#mark(node);
  }

  #line(at: number, kind: string): void {
    const { from } = this.#view.state.doc.lineAt(at);
    this.found.push(Decoration.line({ class: kind }).range(from));
  }

  #lines(node: SyntaxNodeRef, kind: string): void {
    const { doc } = this.#view.state;
    for (let at = node.from; at <= node.to; at = doc.lineAt(at).to + 1) this.#line(at, kind);
  }

  #mark(node: SyntaxNodeRef): void {
    const parent = node.node.parent?.name;
    if (node.from === node.to || parent === "FencedCode" || parent === "Image") return;
    const { doc } = this.#view.state;
    // The space after a heading's or quotation's mark goes with it.
    const spaced = node.name === "HeaderMark" || node.name === "QuoteMark";
    const space = spaced && doc.sliceString(node.to, node.to + 1) === " " ? 1 : 0;
    const to = Math.min(node.to + space, doc.lineAt(node.from).to);
    if (to > node.from) this.found.push(hidden.range(node.from, to));
  }

  #picture(node: SyntaxNodeRef): void {
    const source = this.#view.state.doc.sliceString(node.from, node.to);
    const [, words = "", name = ""] = /^!\[([^\]]*)\]\(([^)\s]+)\)$/.exec(source) ?? [];
    const address = this.#view.state.facet(imageAddress)(name);
    if (address === null) return;
    const picture = Decoration.replace({ widget: new Picture(address, words) });
    this.found.push(picture.range(node.from, node.to));
  }
}

function decorations(view: EditorView): DecorationSet {
  const draft = new Draft(view);
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        draft.see(node);
        // What stands inside a shown picture is not looked at.
        return node.name !== "Image";
      },
    });
  }
  return Decoration.set(draft.found, true);
}

class Preview implements PluginValue {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = decorations(view);
  }

  update(update: ViewUpdate): void {
    // While a word is being composed nothing is drawn anew, or the input method would lose it.
    if (update.view.composing) {
      this.decorations = this.decorations.map(update.changes);
      return;
    }
    const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
    const asked = update.transactions.some((one) => one.effects.some((effect) => effect.is(composed)));
    if (
      update.docChanged ||
      update.selectionSet ||
      update.viewportChanged ||
      update.focusChanged ||
      parsed ||
      asked
    ) {
      this.decorations = decorations(update.view);
    }
  }
}

/** Sets the text as a page, away from the cursor. */
export const livePreview = ViewPlugin.fromClass(Preview, {
  decorations: (plugin) => plugin.decorations,
  eventHandlers: {
    compositionend: (_event, view) => {
      setTimeout(() => {
        view.dispatch({ effects: composed.of(null) });
      });
    },
  },
});
