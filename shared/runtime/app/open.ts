import { collectMakers } from "../../aws/collect-makers.ts";
import { openWith } from "./open-with.ts";

/** Opens what a function works with that reads from AWS. */
export const openScan = openWith(collectMakers);
