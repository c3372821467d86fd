import { connect } from "../../aws/connection.ts";
import { defaultCredentials } from "../../aws/credentials.ts";
import { version } from "../version.ts";
import { opening } from "./opening.ts";

export { type App, readAppConfig } from "./opening.ts";

/** Opens what a function works with that calls any service of AWS. */
export const openApp = opening({
	connect: (concurrency, onCall) => connect({ version, concurrency }, onCall),
	credentials: defaultCredentials,
});
