// The lint rule of the page's layers: ipc ← shared ← features ← views. An import may point at the same layer or one
// further left, and a feature never at another feature. Not a style rule: it reads where an import leads, whether it is
// written with `$ui/` or as a relative path.
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("./src", import.meta.url));
const layers = ["ipc", "shared", "features", "views"];

function placeOf(file) {
  const [layer, noun] = relative(source, file).split(sep);
  return { rank: layers.indexOf(layer), layer, noun };
}

function complaint(from, to) {
  if (from.rank === -1 || to.rank === -1) return null;
  if (to.rank > from.rank) {
    return `${from.layer}/ may not import ${to.layer}/: move the shared part to the left.`;
  }
  if (from.layer === "features" && to.layer === "features" && from.noun !== to.noun) {
    return "Features meet in views/: move the shared part to shared/.";
  }
  return null;
}

function targetOf(specifier, file) {
  if (specifier.startsWith("$ui/")) return join(source, specifier.slice("$ui/".length));
  return specifier.startsWith(".") ? join(dirname(file), specifier) : null;
}

const layersRule = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const from = placeOf(context.filename);
    const judge = (node) => {
      if (typeof node.source?.value !== "string") return;
      const target = targetOf(node.source.value, context.filename);
      const message = target === null ? null : complaint(from, placeOf(target));
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration: judge,
      ImportExpression: judge,
      ExportNamedDeclaration: judge,
      ExportAllDeclaration: judge,
    };
  },
};

export default { rules: { layers: layersRule } };
