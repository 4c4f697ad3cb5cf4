/** Links in the text: found at a place, and told of when they are clicked with the modifier key held. */
import { syntaxTree } from "@codemirror/language";
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const holders = new Set(["Link", "Autolink", "URL"]);

/** The address of the link around a place in the text; null when there is none. */
export function linkAt(state: EditorState, at: number): string | null {
  for (const side of [1, -1] as const) {
    let node = syntaxTree(state).resolveInner(at, side);
    while (node.parent !== null && !holders.has(node.name)) node = node.parent;
    if (!holders.has(node.name)) continue;
    const holder = node.name === "URL" && node.parent?.name === "Link" ? node.parent : node;
    const address = holder.name === "URL" ? holder : holder.getChild("URL");
    if (address !== null) return state.sliceDoc(address.from, address.to).replace(/^<|>$/g, "");
  }
  return null;
}

/** Tells of the address of a link that is clicked with Ctrl, or the command key, held. */
export function followed(follow: (address: string) => void): Extension {
  return EditorView.domEventHandlers({
    mousedown(event, view) {
      if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false;
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      const address = at === null ? null : linkAt(view.state, at);
      if (address === null) return false;
      event.preventDefault();
      follow(address);
      return true;
    },
  });
}
