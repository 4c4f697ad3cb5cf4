/** How the editor looks: a sheet of the broadsheet, set in the reading font. */
import { EditorView } from "@codemirror/view";

const smallCaps = {
  fontFamily: "var(--font-ui)",
  fontWeight: "600",
  letterSpacing: "0.06em",
  textTransform: "uppercase",
  color: "var(--ink-2)",
};

export const sheet = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent" },
  // A rule beside the text instead of a ring around the sheet: it is there as long as somebody writes.
  "&.cm-focused": { outline: "none", boxShadow: "-8px 0 0 -6px var(--focus)" },
  ".cm-scroller": {
    fontFamily: "var(--font-read)",
    fontSize: "var(--reading-size)",
    lineHeight: "1.58",
    overflow: "visible",
  },
  ".cm-content": { maxWidth: "66ch", margin: "0 auto", padding: "8px 8px 30vh", caretColor: "var(--ink)" },
  // A line runs the way its own script runs.
  ".cm-line": { unicodeBidi: "plaintext" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection": {
    backgroundColor: "var(--mark)",
  },
  ".cm-h1": { fontSize: "32px", lineHeight: "38px", fontWeight: "500", paddingBottom: "4px" },
  ".cm-h2": { ...smallCaps, fontSize: "13px", lineHeight: "20px", borderBottom: "1px solid var(--rule)" },
  ".cm-h3": { fontSize: "1.05em", fontWeight: "600" },
  ".cm-h4, .cm-h5, .cm-h6": { fontWeight: "600" },
  ".cm-quote": { borderLeft: "2px solid var(--edge)", paddingLeft: "14px" },
  ".cm-code": { backgroundColor: "var(--sunk)" },
  ".cm-rule": { borderBottom: "1px solid var(--edge)", marginBottom: "0.6em" },
  ".cm-bullet": {
    display: "inline-block",
    width: "5px",
    height: "5px",
    margin: "0 4px 0 2px",
    borderRadius: "50%",
    backgroundColor: "var(--ink-2)",
    verticalAlign: "middle",
  },
  ".cm-picture": { maxWidth: "100%", maxHeight: "60vh", verticalAlign: "top" },
  ".cm-anchor": {
    textDecoration: "underline dotted var(--edge) 1.5px",
    textUnderlineOffset: "4px",
    textDecorationSkipInk: "none",
  },
  ".cm-anchor-blocking": { textDecorationColor: "var(--bad)" },
  ".cm-anchor-long": { textDecorationColor: "var(--rule)" },
  ".cm-anchor-active": { backgroundColor: "var(--mark)" },
  ".cm-dim, .cm-dim *": { color: "var(--ink-3) !important" },
  ".cm-labelled": { position: "relative" },
  ".cm-labelled::before": {
    ...smallCaps,
    content: "attr(data-label)",
    position: "absolute",
    top: "-14px",
    fontSize: "10px",
    lineHeight: "14px",
  },
  ".cm-fold": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "baseline",
    gap: "4px 16px",
    margin: "8px 0 24px",
    padding: "10px 0",
    borderTop: "1px solid var(--rule)",
    borderBottom: "1px solid var(--rule)",
    fontFamily: "var(--font-ui)",
    fontSize: "14px",
    lineHeight: "20px",
    color: "var(--ink-2)",
  },
  ".cm-fold button": {
    minHeight: "32px",
    padding: "5px 12px",
    border: "1px solid var(--edge)",
    borderRadius: "var(--radius)",
    background: "var(--raised)",
    cursor: "pointer",
  },
});
