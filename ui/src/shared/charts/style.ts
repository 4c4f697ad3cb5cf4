/** How the core draws a chart for this window: in its theme and its language. */
import type { Style } from "$ui/ipc/bindings";
import { theme } from "../theme.svelte";
import { language } from "../words/language.svelte";

/** The style of drawings now. */
export function chartStyle(): Style {
  return { palette: theme(), tongue: language() };
}
