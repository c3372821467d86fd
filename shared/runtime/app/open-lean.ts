import { leanMakers } from "../../aws/lean-makers.ts";
import { openWith } from "./open-with.ts";

/** Opens what a function works with that calls S3, SNS and Secrets Manager alone. */
export const openLean = openWith(leanMakers);
