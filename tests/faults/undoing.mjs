// Undo and redo of whatever a person does, in whatever order: the property of `tests/core/undo_any.rs`, many times over.
import { cargo, takeOverTarget } from "../../.ci/build.mjs";
import { project } from "../../.ci/places.mjs";
import { done } from "./programs.mjs";

/** How many things are done in a history on average, as the property draws them. */
const DEEDS = 6.5;

export const undoing = {
  name: "undo and redo of random operations",
  full: 10_000,
  // The tests of Rust run it too.
  short: 0,
  run: async (operations) => {
    takeOverTarget();
    const histories = Math.ceil(operations / DEEDS);
    await done(cargo("test", "--quiet", "--workspace", "--test", "core", "undo_any"), {
      cwd: project,
      timeout: 0,
      env: { ...process.env, PROPTEST_CASES: String(histories) },
    });
    return `${histories} histories of about ${operations} operations: every row as it was after each undo, and as it became after each redo`;
  },
};
