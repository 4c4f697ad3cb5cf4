// A disk after a power cut, in a model: what was flushed is there; each later write is kept, dropped or torn at a sector;
// a removal that no flush of the folder followed may not have happened.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const SECTOR = 512;

class File {
  pending = [];

  constructor(bytes = Buffer.alloc(0)) {
    this.bytes = bytes;
  }

  apply({ kind, at, bytes }) {
    if (kind === "truncate") {
      this.bytes = this.bytes.subarray(0, at);
      return;
    }
    const after = Buffer.alloc(Math.max(this.bytes.length, at + bytes.length));
    this.bytes.copy(after);
    bytes.copy(after, at);
    this.bytes = after;
  }

  flush() {
    for (const one of this.pending) this.apply(one);
    this.pending = [];
  }
}

/** The files and the not yet certain removals after `operations` on a disk that held `initial` (name to bytes). */
function played(initial, operations) {
  const files = new Map([...initial].map(([name, bytes]) => [name, new File(bytes)]));
  const removed = new Map();
  const of = (name) => files.get(name) ?? files.set(name, new File()).get(name);
  for (const one of operations) {
    if (one.kind === "write" || one.kind === "truncate") of(one.file).pending.push(one);
    else if (one.kind === "sync" && files.has(one.file)) files.get(one.file).flush();
    else if (one.kind === "sync") removed.clear();
    else if (one.kind === "unlink" && files.has(one.file)) {
      removed.set(one.file, files.get(one.file));
      files.delete(one.file);
    } else if (one.kind === "link" || one.kind === "rename") {
      const file = of(one.file);
      file.flush();
      files.set(one.to, file);
      if (one.kind === "rename") files.delete(one.file);
    }
  }
  return { files, removed };
}

const fates = {
  dropped: () => null,
  kept: (one) => one,
  mixed: (one, random) => (random() < 0.5 ? one : null),
  torn: (one, random) => {
    if (one.kind === "truncate" || random() < 0.5) return one;
    const sectors = Math.floor(random() * (Math.floor(one.bytes.length / SECTOR) + 1));
    return { ...one, bytes: one.bytes.subarray(0, sectors * SECTOR) };
  },
};

/** The fates an unflushed write can meet. */
export const FATES = Object.keys(fates);

/** Lays the files below `folder` as a power cut after `operations` would leave them into the folder `image`. */
export function layImage({ initial, operations, folder, image, fate, random }) {
  const onDisk = operations.filter((one) => one.kind !== "said" && !one.file.endsWith("-shm"));
  const { files, removed } = played(initial, onDisk);
  for (const file of files.values()) {
    for (const one of file.pending.map((pending) => fates[fate](pending, random))) {
      if (one !== null) file.apply(one);
    }
  }
  for (const [name, file] of removed) if (!files.has(name) && random() < 0.5) files.set(name, file);
  rmSync(image, { recursive: true, force: true });
  mkdirSync(image, { recursive: true });
  for (const [name, file] of files) {
    const below = relative(folder, name);
    if (below.startsWith("..")) continue;
    mkdirSync(dirname(join(image, below)), { recursive: true });
    writeFileSync(join(image, below), file.bytes);
  }
}
