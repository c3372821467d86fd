import { Signer } from "@aws-sdk/rds-signer";
import type { CredentialProvider } from "./clients.ts";

/** A token that IAM database authentication takes for a password, valid for 15 minutes; signed here, nothing is called. */
export const databaseToken = (endpoint: {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly region: string;
	readonly credentials: CredentialProvider;
}): Promise<string> =>
	new Signer({
		hostname: endpoint.host,
		port: endpoint.port,
		username: endpoint.user,
		region: endpoint.region,
		credentials: endpoint.credentials,
	}).getAuthToken();
