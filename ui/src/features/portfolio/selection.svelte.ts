/** Which proposals are selected. It outlives filters and orders: what they hide stays selected and is counted. */
import { SvelteSet } from "svelte/reactivity";

/** A set of ids, and the row from which a stretch is extended. */
export class Selection {
  readonly ids = new SvelteSet<string>();
  anchor = $state<number | null>(null);

  /** How many there are. */
  get size(): number {
    return this.ids.size;
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  /** The ids in the order they were selected. */
  all(): string[] {
    return [...this.ids];
  }

  /** Only this one. */
  only(id: string, row: number): void {
    this.ids.clear();
    this.ids.add(id);
    this.anchor = row;
  }

  toggle(id: string, row: number): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.anchor = row;
  }

  /** Adds all of them. */
  add(ids: readonly string[]): void {
    for (const id of ids) this.ids.add(id);
  }

  clear(): void {
    this.ids.clear();
    this.anchor = null;
  }
}
