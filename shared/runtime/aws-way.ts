import type { AwsCaller } from "../aws/caller.ts";
import type { AwsConnection } from "../aws/connection.ts";
import type { Scope } from "../core/scope.ts";
import { version } from "./version.ts";

/** A way to AWS with one set of credentials. */
export interface AwsWay {
	caller(scope: Scope): Promise<AwsCaller>;
}

/** A way with the default credentials, or those of a profile, opened when it is first needed; close it. */
export function lazyAws(profile: string | undefined): AwsWay & { readonly close: () => void } {
	let opened: Promise<{ readonly connection: AwsConnection; readonly caller: AwsWay["caller"] }> | undefined;
	const open = async () => {
		const [{ connect }, { defaultCredentials }] = await Promise.all([import("../aws/connection.ts"), import("../aws/credentials.ts")]);
		const connection = connect({ version, concurrency: 16, profile });
		const credentials = defaultCredentials(profile);
		return { connection, caller: async (scope: Scope) => connection.caller(scope, credentials) };
	};
	return {
		async caller(scope) {
			opened ??= open();
			return (await opened).caller(scope);
		},
		close: () => void opened?.then(({ connection }) => connection.close()),
	};
}
