/** Going through the inbox by keys: which spark is at hand, and what is asked about it. Renders nothing. */
import type { ProposalLine } from "$ui/ipc/bindings";

/** What is asked about the spark at hand. */
export type Asked = "merge" | "decline" | "later" | "problem" | null;

/** The inbox as a person goes through it. */
export class Triage {
  /** What is asked. */
  asked = $state<Asked>(null);
  #id = $state<string | null>(null);
  #at = $state(0);
  readonly #sparks: () => readonly ProposalLine[];

  constructor(sparks: () => readonly ProposalLine[]) {
    this.#sparks = sparks;
  }

  /** Where the spark at hand stands; when it went, the one that took its place is at hand. */
  get at(): number {
    const sparks = this.#sparks();
    const found = sparks.findIndex((spark) => spark.id === this.#id);
    return found >= 0 ? found : Math.min(this.#at, sparks.length - 1);
  }

  /** The spark at hand. */
  get spark(): ProposalLine | null {
    return this.#sparks()[this.at] ?? null;
  }

  /** Takes a spark to hand. */
  choose(index: number): void {
    const spark = this.#sparks()[index];
    if (spark === undefined) return;
    if (spark.id !== this.#id) this.asked = null;
    this.#id = spark.id;
    this.#at = index;
  }

  /** Goes on, or back; stays at the ends. */
  move(step: 1 | -1): void {
    this.choose(Math.max(0, Math.min(this.at + step, this.#sparks().length - 1)));
  }

  /** Asks something about the spark at hand; nothing is asked about none. */
  ask(what: Asked): void {
    const { at } = this;
    if (this.spark === null) return;
    this.choose(at);
    this.asked = what;
  }
}
