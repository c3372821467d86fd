import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { CredentialProvider } from "./clients.ts";
import { dnsSuffix, partitionOf } from "./partitions.ts";

/** A bearer token for the API server of an EKS cluster. */
export interface EksToken {
	readonly token: string;
	/** Milliseconds since the epoch; EKS takes a token for 15 minutes, and no longer than the keys that signed it. */
	readonly expires: number;
}

/** EKS takes a token for a quarter of an hour after it was signed; a minute of it is left for clocks that differ. */
const lifetime = 14 * 60_000;

/**
 * A token as EKS expects it: a presigned GetCallerIdentity of the regional STS endpoint in which the cluster's name is a signed header, so that it is
 * good for no other cluster. Signed here, nothing is called. `now` is in milliseconds since the epoch.
 */
export async function eksToken(request: {
	readonly cluster: string;
	readonly region: string;
	readonly credentials: CredentialProvider;
	readonly now: number;
}): Promise<EksToken> {
	const { cluster, region, now } = request;
	const credentials = await request.credentials();
	const hostname = `sts.${region}.${dnsSuffix(partitionOf(region))}`;
	const signer = new SignatureV4({ service: "sts", region, credentials, sha256: Sha256 });
	const { query } = await signer.presign(
		new HttpRequest({
			method: "GET",
			protocol: "https:",
			hostname,
			path: "/",
			query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
			headers: { host: hostname, "x-k8s-aws-id": cluster },
		}),
		{ expiresIn: 60, signingDate: new Date(now) },
	);
	const parameters = Object.entries(query ?? {}).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
	const url = `https://${hostname}/?${parameters.join("&")}`;
	return {
		token: `k8s-aws-v1.${Buffer.from(url).toString("base64url")}`,
		expires: Math.min(now + lifetime, credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY),
	};
}
