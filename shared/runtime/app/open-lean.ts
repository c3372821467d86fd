import { connectWith } from "../../aws/connect-with.ts";
import { leanMakers } from "../../aws/lean-makers.ts";
import { version } from "../version.ts";
import { functionCredentials } from "./environment.ts";
import { opening } from "./opening.ts";

/** Opens what a function works with that calls S3, SNS and Secrets Manager alone: its bundle has nothing of the other services. */
export const openLean = opening({
	connect: (concurrency, onCall) => connectWith({ version, concurrency, makers: leanMakers }, onCall),
	credentials: () => functionCredentials,
});
