import { insideMakers } from "../../aws/inside-makers.ts";
import { openWith } from "./open-with.ts";

/** Opens what a function works with that finds clusters and logs into databases. */
export const openInside = openWith(insideMakers);
