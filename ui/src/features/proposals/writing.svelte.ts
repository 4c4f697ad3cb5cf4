/** The document that is being written: its draft, what it says, and where the notes on it are. Renders nothing. */
import type { DocumentView, Fix, Note, Outline, Part, Quote, Reading, SectionKind } from "$ui/ipc/bindings";
import { CommandError } from "$ui/ipc/call";
import { Autosave } from "$ui/shared/editor/autosave.svelte";
import type { Anchor, Fold, Label } from "$ui/shared/editor/anchors";
import type { EditorHandle } from "$ui/shared/editor/editor";
import { notify } from "$ui/shared/parts/toasts.svelte";
import { t, type WordKey } from "$ui/shared/words";
import { placed, type Placed } from "./placed";
import { keepVersion, mergeDocument, readText, saveDocument } from "./queries";

// The notes come this long after typing stops.
const PAUSE = 600;

const named: readonly [keyof Outline, SectionKind, WordKey][] = [
  ["aim", "aim", "proposal.parts.aim"],
  ["customer", "customer", "proposal.parts.customer"],
  ["problem", "problem", "proposal.parts.problem"],
  ["evidence", "evidence", "proposal.parts.evidence"],
  ["solution", "solution", "proposal.parts.solution"],
  ["leader_quote", "leader-quote", "proposal.parts.leaderQuote"],
  ["getting_started", "getting-started", "proposal.parts.gettingStarted"],
  ["customer_quote", "customer-quote", "proposal.parts.customerQuote"],
  ["call_to_action", "call-to-action", "proposal.parts.callToAction"],
];

const ofTheRelease: readonly SectionKind[] = [
  "release",
  "summary",
  "solution",
  "leader-quote",
  "getting-started",
  "customer-quote",
  "call-to-action",
];

/** The parts that were found by where they stand or what they say: no heading of their own names them. */
export function labelsOf(outline: Outline): Label[] {
  const found: Label[] = [];
  for (const [name, kind, words] of named) {
    const part = outline[name] as Part | Quote | null;
    if (part === null) continue;
    const headed = outline.sections.some(
      (section) => section.kind === kind && section.start <= part.start && part.start <= section.end,
    );
    if (!headed) found.push({ start: part.start, text: t(words) });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The empty release, as long as customer or problem are empty too. What holds words is never folded. */
export function emptyRelease({
  customer,
  problem,
  sections,
}: Outline): { start: number; end: number } | null {
  if (customer !== null && problem !== null) return null;
  const release = sections.filter((section) => ofTheRelease.includes(section.kind));
  const [first] = release;
  const last = release.at(-1);
  if (first === undefined || last === undefined || release.some((section) => section.filled)) return null;
  const between = sections.filter(({ start }) => start >= first.start && start < last.end);
  return between.every((section) => ofTheRelease.includes(section.kind))
    ? { start: first.start, end: last.end }
    : null;
}

/** Whether a save was refused because the text was changed elsewhere meanwhile. */
const isContest = (failure: unknown) =>
  failure instanceof CommandError && failure.params["rule"] === "changed-elsewhere";

/** A document at work. */
export class Writing {
  readonly id: string;
  readonly pen: Autosave;
  /** What the text says, as of a moment ago. */
  reading = $state.raw<Reading>() as Reading;
  /** The place of the note that is looked at. */
  active = $state<string | null>(null);
  /** Whether style notes are shown. */
  style = $state(false);
  /** Whether every paragraph but the one at hand is dimmed. */
  focused = $state(false);
  /** Grows whenever lines may stand elsewhere than before. */
  moved = $state(0);
  /** What went wrong with something pasted. */
  problem = $state.raw<unknown>(null);

  #base: string;
  /** The text that the draft started from: as it was stored last. */
  #stored: string;
  #draft: string;
  /** The text that the reading is of. */
  #read: string;
  #editor: EditorHandle | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #solutionAnyway = false;

  constructor(stored: DocumentView) {
    this.id = stored.id;
    this.reading = stored.reading;
    this.#base = stored.sha256;
    this.#stored = stored.text;
    this.#draft = stored.text;
    this.#read = stored.text;
    this.pen = new Autosave((text) => this.#save(text));
  }

  async #save(text: string): Promise<void> {
    try {
      this.#base = (await saveDocument(this.id, text, this.#base)).sha256;
      this.#stored = text;
    } catch (failure) {
      if (!isContest(failure)) throw failure;
      await this.#merge(text);
    }
  }

  /** What was changed elsewhere in other lines stands beside what was changed here. */
  async #merge(text: string): Promise<void> {
    const merged = await mergeDocument(this.id, this.#stored, text);
    if (this.#draft !== text) {
      // More was typed meanwhile: the next save starts from here and is merged in turn.
      this.#stored = text;
      return;
    }
    this.#base = merged.saved.sha256;
    this.#stored = merged.text;
    this.#draft = merged.text;
    this.#editor?.setText(merged.text);
    notify(t("proposal.merged"));
    await this.reread();
  }

  /** The text as it is being written. */
  get draft(): string {
    return this.#draft;
  }

  /** The notes that are shown, in the order of the text. */
  get notes(): readonly Placed[] {
    return placed(this.reading.notes.filter((note) => this.style || note.kind !== "style"));
  }

  /** What was dismissed: one note for each dismissal. */
  get dismissed(): readonly Note[] {
    return placed(this.reading.dismissed).filter((note) => note.place.endsWith("/0"));
  }

  /** Whether the last save was refused because the text was changed elsewhere meanwhile. */
  get isContested(): boolean {
    return this.pen.status === "failed" && isContest(this.pen.error);
  }

  attach(editor: EditorHandle): void {
    this.#editor = editor;
    this.draw();
  }

  changed(text: string): void {
    this.#draft = text;
    this.pen.changed(text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.reread(), PAUSE);
  }

  /** Reads the text again now. */
  async reread(): Promise<void> {
    const text = this.#draft;
    const reading = await readText(this.id, text);
    // What was typed meanwhile is read after the next pause; notes on an older text would stand beside the wrong words.
    if (text === this.#draft) this.#take(text, reading);
  }

  #take(text: string, reading: Reading): void {
    this.#read = text;
    this.reading = reading;
  }

  /** Takes over what is stored, unless the writer is at something else. */
  follow({ sha256, text, reading }: DocumentView): void {
    if (this.pen.status !== "clean" && this.pen.status !== "saved") return;
    if (sha256 !== this.#base) {
      this.#base = sha256;
      this.#stored = text;
      this.#draft = text;
      this.#editor?.setText(text);
    }
    if (this.#draft === text) this.#take(text, reading);
  }

  /** Gives the draft up for the text that is stored. */
  takeTheirs(stored: DocumentView): void {
    this.pen.forget();
    this.#base = "";
    this.follow(stored);
  }

  /** Puts the draft in place of the text that is stored, which is kept as a revision first. */
  async keepMine(stored: DocumentView): Promise<void> {
    await keepVersion(this.id);
    this.#base = stored.sha256;
    this.pen.changed(this.#draft);
    await this.pen.flush();
  }

  /** Draws what the margin and the outline say into the text. */
  draw(): void {
    const anchors: Anchor[] = this.notes.map(({ start, end, kind, place }) => ({
      start,
      end,
      kind,
      active: place === this.active,
    }));
    this.#editor?.draw({ anchors, labels: labelsOf(this.reading.outline), fold: this.#fold() });
  }

  #fold(): Fold | null {
    const range = this.#solutionAnyway ? null : emptyRelease(this.reading.outline);
    if (range === null) return null;
    const unfold = () => {
      this.#solutionAnyway = true;
      this.draw();
      this.jump(range.start);
    };
    return { ...range, message: t("proposal.folded"), verb: t("proposal.unfold"), unfold };
  }

  topOf(offset: number): number {
    return this.#editor?.topOf(offset) ?? 0;
  }

  jump(offset: number): void {
    this.#editor?.jumpTo(offset);
  }

  /** Goes to the next note, or the one before: from the one that is looked at, else from the cursor. */
  walk(step: 1 | -1): void {
    const { notes } = this;
    if (notes.length === 0) return;
    const here = notes.findIndex((note) => note.place === this.active);
    const cursor = this.#editor?.cursor() ?? 0;
    const after = notes.findIndex((note) => note.start >= cursor);
    const from =
      here >= 0 ? here + step : step === 1 ? Math.max(after, 0) : (after < 0 ? notes.length : after) - 1;
    this.look(notes[(from + notes.length) % notes.length]);
  }

  /** Looks at a note: its words are marked and brought into view. */
  look(note: Placed | undefined): void {
    if (note === undefined) return;
    this.active = note.place;
    this.jump(note.start);
  }

  /** Settles a note as it proposes, unless the text has moved on from what the note was read from. */
  fix({ start, end, replacement }: Fix): void {
    if (this.#read === this.#draft) this.#editor?.replace(start, end, replacement);
  }

  setFocusMode(on: boolean): void {
    this.focused = on;
    this.#editor?.setFocusMode(on);
  }

  /** The address of the link at the cursor, if there is one. */
  link(): string | null {
    return this.#editor?.link() ?? null;
  }

  /** Saves what waits and lets go. */
  leave(): void {
    clearTimeout(this.#timer);
    void this.pen.flush();
  }
}
