// The picture a virtual display keeps in a file (the X Window Dump format, 32 bits a pixel), and PNG made of it.
// It reads what is on the glass, whoever painted it; it knows no window.
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import zlib from "node:zlib";

function headerOf(bytes) {
  const word = (at) => bytes.readUInt32BE(at * 4);
  return {
    start: word(0) + word(19) * 12,
    width: word(4),
    height: word(5),
    stride: word(12),
    isLittleEndian: word(7) === 0,
    bitsPerPixel: word(11),
  };
}

/** A picture as {width, height, rgb}: three bytes a pixel, rows from the top. */
export function readPicture(file) {
  const bytes = readFileSync(file);
  const { start, width, height, stride, isLittleEndian, bitsPerPixel } = headerOf(bytes);
  if (bitsPerPixel !== 32) throw new Error(`a display of ${bitsPerPixel} bits a pixel cannot be read`);
  const [red, green, blue] = isLittleEndian ? [2, 1, 0] : [1, 2, 3];
  const rgb = Buffer.alloc(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    for (let from = start + y * stride, end = from + width * 4; from < end; from += 4) {
      rgb[to] = bytes[from + red];
      rgb[to + 1] = bytes[from + green];
      rgb[to + 2] = bytes[from + blue];
      to += 3;
    }
  }
  return { width, height, rgb };
}

function chunk(type, content) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(zlib.crc32(named), named.length + 4);
  return framed;
}

/** The picture as the bytes of a PNG file. */
export function toPng({ width, height, rgb }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1) {
    rgb.copy(rows, y * (width * 3 + 1) + 1, y * width * 3, (y + 1) * width * 3);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", zlib.deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/**
 * Watches every eighth row of the picture; `changedRows()` says how many of them differ from the last time it was asked.
 * A blinking caret or a focus ring changes few, a painted page many.
 */
export function watchPicture(file) {
  const descriptor = openSync(file, "r");
  const head = Buffer.alloc(100);
  readSync(descriptor, head, 0, head.length, 0);
  const { start, height, stride } = headerOf(head);
  const rows = Math.ceil(height / 8);
  const last = Buffer.alloc(rows * stride);
  const row = Buffer.alloc(stride);
  return {
    changedRows() {
      let changed = 0;
      for (let at = 0; at < rows; at += 1) {
        readSync(descriptor, row, 0, stride, start + at * 8 * stride);
        if (row.compare(last, at * stride, (at + 1) * stride) === 0) continue;
        row.copy(last, at * stride);
        changed += 1;
      }
      return changed;
    },
    close: () => closeSync(descriptor),
  };
}
