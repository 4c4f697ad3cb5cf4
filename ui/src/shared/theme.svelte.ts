/** The theme that is shown: drawings made by the core need to know it. */

let shown = $state<"light" | "dark">("light");

/** Light or dark, as shown. */
export function theme(): "light" | "dark" {
  return shown;
}

/** Shows a theme. */
export function showTheme(next: "light" | "dark"): void {
  shown = next;
  document.documentElement.dataset["theme"] = next;
}
