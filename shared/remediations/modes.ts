/** What may happen by itself, from nothing to everything. */
export const modes = ["off", "plan", "approve", "window", "auto"] as const;
export type Mode = (typeof modes)[number];
