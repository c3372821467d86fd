import { DescribeClusterCommand } from "@aws-sdk/client-eks";
import type { AccountAccess, CallerFor } from "../aws/accounts.ts";
import { mapBounded } from "../aws/concurrency.ts";
import { eksToken } from "../aws/eks-token.ts";
import { ConfigError } from "../core/errors.ts";
import type { Unread } from "../core/observed.ts";
import { type ApiServer, LoginFailed } from "./client.ts";
import { type EksName, parseEksArn } from "./eks-name.ts";
import { renewed } from "./renewal.ts";

/** An EKS cluster that was asked for: the way to its API server, or why there is none. */
export interface EksFound extends EksName {
	readonly found: { readonly server: ApiServer } | { readonly unread: Unread };
}

/** Places that are asked for one cluster at a time. */
const placesAtATime = 8;

/**
 * Finds clusters by name in every account and region, or by ARN where it says. Throws `ConfigError` for one that is nowhere; one that AWS does not
 * show for another reason is told as such.
 */
export async function findEksClusters(
	wishes: readonly string[],
	accounts: readonly AccountAccess[],
	callerFor: CallerFor,
	now: () => number,
): Promise<EksFound[]> {
	const results = await mapBounded([...new Set(wishes)], placesAtATime, async (wish) => {
		const answers = await mapBounded(placesOf(wish, accounts), placesAtATime, (place) => describe(place, callerFor, now));
		const found = answers.filter(({ found }) => "server" in found);
		const failed = answers.filter(({ found }) => "unread" in found && found.unread.cause !== "notFound");
		if (found.length === 0 && failed.length === 0) {
			const places = answers.map(({ account, region }) => `${account} ${region}`);
			throw new ConfigError(
				`There is no EKS cluster ${wish} in ${places.slice(0, 10).join(", ")}${places.length > 10 ? " and others" : ""}. Choose the region with --region or AWS_REGION, or give the cluster's ARN.`,
			);
		}
		return found.length > 0 ? found : failed;
	});
	return results.flat();
}

interface Place extends EksName {
	readonly credentials: AccountAccess["credentials"];
}

function placesOf(wish: string, accounts: readonly AccountAccess[]): Place[] {
	const arn = parseEksArn(wish);
	if (arn === undefined) {
		if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(wish))
			throw new ConfigError(`${JSON.stringify(wish)} is neither the name nor the ARN of an EKS cluster.`);
		return accounts.flatMap(({ partition, account, regions, credentials }) =>
			regions.map((region) => ({ partition, account, region, credentials, name: wish })),
		);
	}
	const own = accounts.find(({ partition, account }) => partition === arn.partition && account === arn.account);
	if (own) return [{ ...arn, credentials: own.credentials }];
	throw new ConfigError(
		`${wish} is in the account ${arn.account}, but the credentials are of ${accounts.map(({ account }) => account).join(", ")}. Choose a --profile or --role-arn of that account.`,
	);
}

async function describe({ credentials, ...name }: Place, callerFor: CallerFor, now: () => number): Promise<EksFound> {
	const answer = await callerFor({ partition: name.partition, account: name.account, region: name.region }, credentials).call(
		"eks",
		new DescribeClusterCommand({ name: name.name }),
	);
	if ("unread" in answer) return { ...name, found: { unread: answer.unread } };
	const { endpoint, certificateAuthority, status, resourcesVpcConfig } = answer.value.cluster ?? {};
	if (!endpoint || !certificateAuthority?.data) {
		const message = `The cluster ${name.name} has no API server to ask (status ${status ?? "unknown"}).`;
		return { ...name, found: { unread: { service: "eks", operation: "DescribeCluster", cause: "unsupported", message } } };
	}
	return {
		...name,
		found: {
			server: eksServer(name, endpoint, certificateAuthority.data, resourcesVpcConfig?.endpointPublicAccess === false, {
				credentials,
				now,
			}),
		},
	};
}

function eksServer(
	{ name, region }: EksName,
	url: string,
	authority: string,
	isPrivate: boolean,
	{ credentials, now }: { readonly credentials: AccountAccess["credentials"]; readonly now: () => number },
): ApiServer {
	const token = renewed(() => eksToken({ cluster: name, region, credentials, now: now() }), now);
	const ca = Buffer.from(authority, "base64").toString("utf8");
	return {
		url: url.replace(/\/+$/, ""),
		async login(renew) {
			try {
				return {
					ca,
					rejectUnauthorized: true,
					minVersion: "TLSv1.2",
					headers: { authorization: `Bearer ${(await token(renew)).token}` },
				};
			} catch (error) {
				throw new LoginFailed("denied", `The AWS credentials for the cluster ${name} cannot be had: ${(error as Error).message}`, {
					cause: error,
				});
			}
		},
		hint: (of) =>
			of === "unauthorized"
				? "The IAM principal has no access entry on the cluster (see: parapet permissions --format kubernetes)."
				: isPrivate
					? "Its endpoint is private: run inside its VPC, or through a proxy (HTTPS_PROXY)."
					: undefined,
	};
}
