import { syncMakers } from "../../aws/sync-makers.ts";
import { openWith } from "./open-with.ts";

/** Opens what a function works with that tells other systems. */
export const openSync = openWith(syncMakers);
