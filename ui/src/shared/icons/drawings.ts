/**
 * The icons, each one line drawn on a grid of 16 pixels with a pen of 1.5: edges stand on whole pixels, ends and corners are round.
 * What they are of is the product's own world: a pen on its line, a front page, two people at a table, a boat that has left.
 */
const ring = (x: number, y: number, r: number) =>
  `M${String(x + r)} ${String(y)}a${String(r)} ${String(r)} 0 1 1-${String(2 * r)} 0a${String(r)} ${String(r)} 0 1 1 ${String(2 * r)} 0`;

export const drawings = {
  journal:
    "M1.75 14.25h12.5M3.75 11.25l.6-3.1 6.15-6.15a.9.9 0 0 1 1.25 0l1.25 1.25a.9.9 0 0 1 0 1.25l-6.15 6.15z",
  portfolio:
    "M2.75 1.75h10.5a1 1 0 0 1 1 1v10.5a1 1 0 0 1-1 1H2.75a1 1 0 0 1-1-1V2.75a1 1 0 0 1 1-1zM4.75 4.75h6.5M4.75 8h2.5M4.75 11.25h2.5M9.75 8h1.5v3.25h-1.5z",
  meetings: `${ring(4.25, 4, 1.75)}${ring(11.75, 4, 1.75)}M1.75 11a2.5 2.75 0 0 1 5 0M9.25 11a2.5 2.75 0 0 1 5 0M1.75 13.75h12.5`,
  launches: "M1.75 10.75h12.5l-2.5 3.5h-7.5zM6.75 8.25v-6.5l6 6.5z",
  lessons:
    "M8 4.25C6.5 3 4.5 2.25 1.75 2.25v9.5c2.75 0 4.75.75 6.25 2 1.5-1.25 3.5-2 6.25-2v-9.5C11.5 2.25 9.5 3 8 4.25zv9.5",
  insights: "M1.75 1.75v11.5a1 1 0 0 0 1 1h11.5M4.75 10.75l3-4 2.5 2 4-5.25",
  trash:
    "M1.75 4.25h12.5M3.25 4.25l.9 9.1a1 1 0 0 0 1 .9h5.7a1 1 0 0 0 1-.9l.9-9.1M5.75 4.25v-1.5a1 1 0 0 1 1-1h2.5a1 1 0 0 1 1 1v1.5M6.5 7.25v4M9.5 7.25v4",
  settings: `M1.75 4.5h5.25M11.5 4.5h2.75M1.75 11.5h2.75M9 11.5h5.25${ring(9.25, 4.5, 2.25)}${ring(6.75, 11.5, 2.25)}`,
  tick: "M2.75 8.5l3.5 3.75 7-8.5",
  ring: ring(8, 8, 4.75),
  next: "M5.75 2.75L11 8l-5.25 5.25",
  rising: "M2.75 10.75L8 5.5l5.25 5.25",
  falling: "M2.75 5.25L8 10.5l5.25-5.25",
} as const;

/** An icon by name. */
export type IconName = keyof typeof drawings;
