// Everything a fresh machine needs before the first command, in order, each part only when it is missing.
import { ensurePackages } from "./packages.mjs";
import { checkPrerequisites } from "./prerequisites.mjs";
import { ensureSystem } from "./system.mjs";

/** Sets the machine up for `groups` of system packages: "build", and "display" or "test" when needed. */
export async function setUp(...groups) {
  await checkPrerequisites();
  await ensureSystem(...groups);
  await ensurePackages();
}
