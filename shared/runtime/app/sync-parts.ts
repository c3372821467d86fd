import { assumedRole, credentialFailure } from "../../aws/credentials.ts";
import { s3Store } from "../../sinks/s3/aws-store.ts";
import { checkSnapshot } from "../snapshot-check.ts";
import type { AppContext } from "./context.ts";
import { openSync } from "./open-sync.ts";
import type { App } from "./opening.ts";
import type { SyncParts } from "./sync-findings.ts";
import { wayInto } from "./way-into.ts";

/** What sync-findings works with in Lambda. */
export async function syncParts({ environment }: AppContext): Promise<SyncParts> {
	const app = await openSync(environment);
	const { securityHub, securityHubPasses, securityLake } = app.config.deploy;
	return {
		evidence: app.evidence,
		state: app.state,
		read: checkSnapshot,
		...(securityHub
			? {
					hub: {
						passes: securityHubPasses ?? "afterFailure",
						caller: async (scope) => {
							const way = await wayInto(app, scope.account);
							if (!way) return "no configured role leads into it";
							try {
								await way.credentials();
							} catch (error) {
								return credentialFailure(error).message;
							}
							return app.connection.caller(scope, way.credentials);
						},
					},
				}
			: {}),
		...(securityLake ? { lake: { store: lakeStore(app, securityLake), source: { ...securityLake, region: app.home.region } } } : {}),
	};
}

function lakeStore({ connection, credentials, home }: App, lake: NonNullable<App["config"]["deploy"]["securityLake"]>) {
	const { bucket, roleArn, externalId } = lake;
	const role =
		roleArn === undefined
			? credentials
			: assumedRole(connection.caller(home, credentials), { roleArn, externalId, sessionName: "parapet" });
	// The data lake encrypts with its own key.
	return s3Store(connection.caller(home, role), { bucket });
}
