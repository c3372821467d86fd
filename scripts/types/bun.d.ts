/** SST's configuration names one type of bun; without the rest, bun's globals do not replace Node's. */
export type Shell = unknown;
