// The catalogue: every word is used, every language fills the same places, and every range of the core has its words.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { de } from "$ui/shared/words/de";
import { en } from "$ui/shared/words/en";

type Words = { readonly [key: string]: string | Words };

function paths(words: Words, above = ""): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === "string" ? [[above + key, value] as const] : [...paths(value, `${above}${key}.`)],
    ),
  );
}

function sources(folder: string, ending: RegExp): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path, ending);
    return ending.test(name) ? [path] : [];
  });
}

const english = paths(en);
const written = sources("ui/src", /\.(svelte|ts)$/)
  .filter((path) => !/words\/(en|de)\/|bindings/.test(path))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

test("every word of the catalogue is used somewhere", () => {
  const families = [...written.matchAll(/\bwords?\(\s*"(\w+)"/g)].map(([, family = ""]) => family);
  // `t(\`do.${x}\`)` uses every word under `do.`.
  const stems = [...written.matchAll(/[`"]([\w.]+\.)\$\{/g)].map(([, stem = ""]) => stem);
  const unused = [...english.keys()].filter((key) => {
    const bare = key.replace(/_(one|other|zero)$/, "");
    if (written.includes(`"${bare}"`)) return false;
    if (families.includes(key.split(".")[0] ?? "")) return false;
    return !stems.some((stem) => key.startsWith(stem));
  });
  expect(unused).toEqual([]);
});

test("German fills the same places as English", () => {
  const places = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
  const german = paths(de);
  const differing = [...english].filter(
    ([key, text]) => places(text).join() !== places(german.get(key) ?? "").join(),
  );
  expect(differing.map(([key]) => key)).toEqual([]);
});

test("whatever a value of the core must be, and whichever is wrong, has words here", () => {
  const core = sources("src-tauri/core/src", /\.rs$/).map((path) => readFileSync(path, "utf8"));
  const ranges = core
    .flatMap((text) => [...text.matchAll(/OutOfRange\("([^"]+)"\)/g)])
    .map(([, range]) => range);
  expect([...new Set(ranges)].filter((range) => !english.has(`range.${range ?? ""}`))).toEqual([]);
  const fields = core
    .flatMap((text) => [...text.matchAll(/(?:Error::invalid|optional_date)\(\s*"([^"]+)"/g)])
    .map(([, field]) => field);
  expect([...new Set(fields)].filter((field) => !english.has(`field.${field ?? ""}`))).toEqual([]);
});

test("whatever cannot be read has words here", () => {
  const codes = readFileSync("src-tauri/core/src/error/unread/mod.rs", "utf8").matchAll(
    /^ {8}\w+ = "([\w-]+)",$/gm,
  );
  const unread = [...codes].map(([, code]) => `unread.${code ?? ""}`);
  expect(unread.length).toBeGreaterThan(50);
  expect(unread.filter((key) => !english.has(key))).toEqual([]);
});
