import { planMakers } from "../../aws/plan-makers.ts";
import { openWith } from "./open-with.ts";

/** Opens what a function works with that finds accounts and regions. */
export const openPlan = openWith(planMakers);
