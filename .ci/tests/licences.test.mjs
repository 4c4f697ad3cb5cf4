import assert from "node:assert/strict";
import { test } from "node:test";
import { permitted } from "../licences.mjs";

test("an expression is met by one side of OR and both sides of AND", () => {
  assert.ok(permitted("MIT OR GPL-3.0", ["MIT"]));
  assert.ok(permitted("MIT/Apache-2.0", ["Apache-2.0"]));
  assert.ok(!permitted("MIT AND GPL-3.0", ["MIT"]));
  assert.ok(permitted("(MIT OR Apache-2.0) AND BSD-3-Clause", ["Apache-2.0", "BSD-3-Clause"]));
  assert.ok(!permitted("(MIT OR Apache-2.0) AND BSD-3-Clause", ["MIT"]));
  assert.ok(permitted("Apache-2.0 WITH LLVM-exception OR GPL-2.0", ["Apache-2.0 WITH LLVM-exception"]));
  assert.ok(!permitted("Apache-2.0 WITH LLVM-exception", ["Apache-2.0"]));
  assert.ok(!permitted("", ["MIT"]));
});
