import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import { defineConfig } from "eslint/config";
import globals from "globals";
import { fileURLToPath } from "node:url";
import ts from "typescript-eslint";
import layers from "./eslint.layers.js";
import svelteConfig from "./svelte.config.js";

// Run from the top of the project with `--config ui/eslint.config.js`: patterns start there.
const page = ["ui/src/**/*.{ts,svelte,svelte.ts}", "tests/ui/**/*.{ts,svelte,svelte.ts}"];
const scripts = [
  ".ci/**/*.mjs",
  "tests/e2e/**/*.mjs",
  "tests/bench/**/*.mjs",
  "tests/faults/**/*.mjs",
  "ui/*.js",
];

const size = {
  "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
};
const onlyIpcKnowsTheHost = {
  group: ["@tauri-apps/*"],
  message: "Call a wrapper in $ui/ipc; nothing else may know the host.",
};
const consequencesFollow = {
  name: "@tanstack/svelte-query",
  importNames: ["createMutation"],
  message: "Take it from $ui/shared/mutation: what follows an answer is not lost there.",
};
const onlyBuiltIns = {
  regex: "^(?!node:|\\.)",
  message: "Scripts run before anything is installed: Node's built-in modules and relative paths only.",
};

export default defineConfig(
  { ignores: ["ui/dist/**", "ui/src/ipc/bindings.ts", "ui/vite.config.ts", "tests/e2e/out/**"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: page,
    extends: [ts.configs.strictTypeChecked, svelte.configs.recommended],
    plugins: { layers },
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        parser: ts.parser,
        project: "ui/tsconfig.json",
        tsconfigRootDir: fileURLToPath(new URL("..", import.meta.url)),
        extraFileExtensions: [".svelte"],
        svelteConfig,
      },
    },
    rules: {
      ...size,
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "no-console": "error",
      "layers/layers": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-restricted-imports": ["error", { paths: [consequencesFollow], patterns: [onlyIpcKnowsTheHost] }],
      "svelte/button-has-type": "error",
      "svelte/no-unused-props": "error",
      "svelte/require-each-key": "error",
    },
  },
  {
    files: ["ui/src/shared/mutation.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [onlyIpcKnowsTheHost] }] },
  },
  {
    files: ["ui/src/ipc/**", "tests/ui/**"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    // A catalogue is as long as there are words.
    files: ["ui/src/shared/words/en/*.ts"],
    rules: { "max-lines": "off" },
  },
  {
    // One journey is one function; a describe block is not a function that does too much.
    files: ["tests/ui/**", "ui/src/**/*.test.ts"],
    rules: { "max-lines-per-function": "off" },
  },
  {
    files: scripts,
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.node },
    rules: { ...size, curly: ["error", "multi-line"], eqeqeq: "error" },
  },
  {
    files: [".ci/**/*.mjs", "tests/e2e/**/*.mjs", "tests/bench/**/*.mjs", "tests/faults/**/*.mjs"],
    rules: { "no-restricted-imports": ["error", { patterns: [onlyBuiltIns] }] },
  },
  {
    // A journey may need a page of its own to open what was exported.
    files: ["tests/e2e/**/*.test.mjs"],
    rules: { "max-lines-per-function": "off", "max-lines": "off", "no-restricted-imports": "off" },
  },
);
