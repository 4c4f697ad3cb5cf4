/** Saving as one types: 250 ms after the last change, and at least every 500 ms. Never two saves at once. */

/** Where the text stands. */
export type SaveStatus = "clean" | "waiting" | "saving" | "saved" | "failed";

/** A saving pen. */
export interface Autosave {
  readonly status: SaveStatus;
  readonly slow: boolean;
  readonly error: unknown;
  changed(text: string): void;
  flush(): Promise<void>;
}

const QUIET = 250;
const AT_MOST = 500;
const SLOW = 400;

/** Keeps what `changed` is told by calling `save`. */
export function createAutosave(save: (text: string) => Promise<void>): Autosave {
  let status = $state<SaveStatus>("clean");
  let slow = $state(false);
  let error = $state<unknown>(null);
  let waiting: string | null = null;
  let running: Promise<void> | null = null;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let latest: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    clearTimeout(quiet);
    clearTimeout(latest);
    latest = undefined;
    while (waiting !== null) {
      const text = waiting;
      waiting = null;
      status = "saving";
      const patience = setTimeout(() => {
        slow = true;
      }, SLOW);
      try {
        await save(text);
        error = null;
        status = waiting === null ? "saved" : "waiting";
      } catch (failure) {
        error = failure;
        status = "failed";
        waiting ??= text;
        return;
      } finally {
        clearTimeout(patience);
        slow = false;
      }
    }
  }

  function start(): void {
    void flush();
  }

  async function flush(): Promise<void> {
    if (waiting === null && running === null) return;
    running ??= run().finally(() => {
      running = null;
    });
    await running;
  }

  return {
    get status() {
      return status;
    },
    get slow() {
      return slow;
    },
    get error() {
      return error;
    },
    changed(text) {
      waiting = text;
      if (status !== "saving") status = "waiting";
      clearTimeout(quiet);
      quiet = setTimeout(start, QUIET);
      latest ??= setTimeout(start, AT_MOST);
    },
    flush,
  };
}
