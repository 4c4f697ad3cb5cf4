/** What the margin, the outline and the fold draw into the text: anchors of notes, labels of parts, the folded release. */
import { type EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";

/** Words of the text that a note is about. */
export interface Anchor {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly active: boolean;
}

/** The name of a part whose own heading does not say it. */
export interface Label {
  readonly start: number;
  readonly text: string;
}

/** A stretch that is folded away, with what is said in its place. */
export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly verb: string;
  readonly unfold: () => void;
}

const setAnchors = StateEffect.define<readonly Anchor[]>();
const setLabels = StateEffect.define<readonly Label[]>();
const setFold = StateEffect.define<Fold | null>();

// An anchor longer than this is underlined more faintly: it is a paragraph, not a phrase.
const PHRASE = 160;

function drawn<T>(
  effect: ReturnType<typeof StateEffect.define<T>>,
  draw: (value: T, state: EditorState) => Range<Decoration>[],
) {
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(before, { changes, effects, state }) {
      for (const one of effects) if (one.is(effect)) return Decoration.set(draw(one.value, state), true);
      return before.map(changes);
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

const anchors = drawn(setAnchors, (all, { doc }) =>
  all
    .map(({ start, end, kind, active }) => ({
      from: Math.min(start, doc.length),
      to: Math.min(end, doc.length),
      names: `cm-anchor cm-anchor-${kind}${active ? " cm-anchor-active" : ""}`,
    }))
    .filter(({ from, to }) => from < to)
    .map(({ from, to, names }) =>
      Decoration.mark({ class: to - from > PHRASE ? `${names} cm-anchor-long` : names }).range(from, to),
    ),
);

const labels = drawn(setLabels, (all, { doc }) =>
  all
    .filter(({ start }) => start <= doc.length)
    .map(({ start, text }) =>
      Decoration.line({ class: "cm-labelled", attributes: { "data-label": text } }).range(
        doc.lineAt(start).from,
      ),
    ),
);

class Folded extends WidgetType {
  readonly #fold: Fold;

  constructor(fold: Fold) {
    super();
    this.#fold = fold;
  }

  override eq(other: Folded): boolean {
    return other.#fold.message === this.#fold.message && other.#fold.verb === this.#fold.verb;
  }

  override toDOM(): HTMLElement {
    const place = document.createElement("div");
    place.className = "cm-fold";
    const words = document.createElement("span");
    words.textContent = this.#fold.message;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.#fold.verb;
    button.addEventListener("click", this.#fold.unfold);
    place.append(words, button);
    return place;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const fold = drawn(setFold, (one, { doc }) => {
  if (one === null) return [];
  const from = doc.lineAt(Math.min(one.start, doc.length)).from;
  const to = doc.lineAt(Math.min(Math.max(one.end - 1, from), doc.length)).to;
  return from < to ? [Decoration.replace({ block: true, widget: new Folded(one) }).range(from, to)] : [];
});

/** Everything that is drawn into the text from outside. */
export const drawnFromOutside = [
  anchors,
  labels,
  fold,
  EditorView.atomicRanges.of((view) => view.state.field(fold)),
];

/** Draws it anew; while a word is being composed nothing is. */
export function draw(
  view: EditorView,
  what: { anchors?: readonly Anchor[]; labels?: readonly Label[]; fold?: Fold | null },
): void {
  if (view.composing) return;
  const effects: StateEffect<unknown>[] = [];
  if (what.anchors !== undefined) effects.push(setAnchors.of(what.anchors));
  if (what.labels !== undefined) effects.push(setLabels.of(what.labels));
  if (what.fold !== undefined) effects.push(setFold.of(what.fold));
  view.dispatch({ effects });
}
