/** Saving as one types: 250 ms after the last change, and at least every 500 ms. Never two saves at once. */

/** Where the text stands. */
export type SaveStatus = "clean" | "waiting" | "saving" | "saved" | "failed";

const QUIET = 250;
const AT_MOST = 500;
const SLOW = 400;

/** A pen that saves: keeps what `changed` is told by calling `save`. */
export class Autosave {
  /** Where the text stands. */
  status = $state<SaveStatus>("clean");
  /** A save takes longer than one would not notice. */
  slow = $state(false);
  /** Why the last save failed. */
  error = $state.raw<unknown>(null);

  readonly #save: (text: string) => Promise<void>;
  #waiting: string | null = null;
  #running: Promise<void> | null = null;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #latest: ReturnType<typeof setTimeout> | undefined;

  constructor(save: (text: string) => Promise<void>) {
    this.#save = save;
  }

  /** The text is now this. */
  changed(text: string): void {
    this.#waiting = text;
    if (this.status !== "saving") this.status = "waiting";
    clearTimeout(this.#quiet);
    const start = () => void this.flush();
    this.#quiet = setTimeout(start, QUIET);
    this.#latest ??= setTimeout(start, AT_MOST);
  }

  /** Gives up what waits. */
  forget(): void {
    clearTimeout(this.#quiet);
    clearTimeout(this.#latest);
    this.#latest = undefined;
    this.#waiting = null;
    this.error = null;
    this.status = "clean";
  }

  /** Saves what waits, and resolves when it is stored or has failed. */
  async flush(): Promise<void> {
    if (this.#waiting === null && this.#running === null) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  async #run(): Promise<void> {
    clearTimeout(this.#quiet);
    clearTimeout(this.#latest);
    this.#latest = undefined;
    for (let text = this.#take(); text !== null; text = this.#take()) {
      if (!(await this.#attempt(text))) return;
    }
  }

  #take(): string | null {
    const text = this.#waiting;
    this.#waiting = null;
    return text;
  }

  async #attempt(text: string): Promise<boolean> {
    this.status = "saving";
    const patience = setTimeout(() => {
      this.slow = true;
    }, SLOW);
    try {
      await this.#save(text);
      this.error = null;
      this.status = this.#waiting === null ? "saved" : "waiting";
      return true;
    } catch (failure) {
      this.error = failure;
      this.status = "failed";
      this.#waiting ??= text;
      return false;
    } finally {
      clearTimeout(patience);
      this.slow = false;
    }
  }
}
