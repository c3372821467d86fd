import { changeMakers } from "../../aws/change-makers.ts";
import { openWith } from "./open-with.ts";

/** Opens what a function works with that looks at changes. */
export const openChanges = openWith(changeMakers);
