// The contrast of every pair of colours the design names, computed with the WCAG 2 formula from the tokens themselves.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync("ui/src/styles/tokens.css", "utf8");

function tokens(theme: string): Map<string, string> {
  const block = new RegExp(`data-theme="${theme}"\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["sheet", "desk", "raised", "sunk"];

test("every colour gives way to the one a person has chosen for everything", () => {
  const forced = /@media \(forced-colors: active\) \{([^@]*)\n\}/.exec(css)?.[1] ?? "";
  const mapped = [...forced.matchAll(/--([\w-]+): (\w+);/g)].map(([, name]) => name).sort();
  expect(mapped).toEqual([...tokens("light").keys()].sort());
  expect([...tokens("dark").keys()].sort()).toEqual(mapped);
});

for (const theme of ["light", "dark"]) {
  const colours = tokens(theme);
  const of = (name: string) => colours.get(name) ?? "";

  test.each(["ink", "ink-2", "ink-3", "accent", "good", "warn", "bad"])(
    `${theme}: %s is readable on every ground`,
    (name) => {
      for (const ground of grounds) {
        expect(contrast(of(name), of(ground)), ground).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  test.each(["edge", "focus"])(`${theme}: %s can be made out on every ground`, (name) => {
    for (const ground of grounds) expect(contrast(of(name), of(ground)), ground).toBeGreaterThanOrEqual(3);
  });

  test.each(["accent", "good", "warn", "bad"])(`${theme}: %s is readable on its own soft fill`, (name) => {
    expect(contrast(of(name), of(`${name}-soft`))).toBeGreaterThanOrEqual(6);
  });

  test(`${theme}: marked words and the primary button are readable`, () => {
    expect(contrast(of("ink"), of("mark"))).toBeGreaterThanOrEqual(7);
    expect(contrast(of("sheet"), of("accent"))).toBeGreaterThanOrEqual(7);
  });
}
