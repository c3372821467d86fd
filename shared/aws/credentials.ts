import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import type { Unread } from "../core/observed.ts";
import type { AwsCaller } from "./caller.ts";
import type { AwsCredentials, CredentialProvider } from "./clients.ts";
import { explainFailure } from "./failure.ts";

/** Credentials could not be had: the reason, as a call that failed, for collection errors. */
export class CredentialsUnavailable extends Error {
	override readonly name = "CredentialsUnavailable";
	readonly reason: Unread;

	constructor(reason: Unread, options?: ErrorOptions) {
		super(reason.message, options);
		this.reason = reason;
	}
}

/** Keys are renewed when they have less than this left, in milliseconds. */
const renewal = 5 * 60_000;

/** Resolves at most once at a time and again only shortly before the keys expire; a failure is not remembered. */
export function remember(provider: CredentialProvider, now: () => number = Date.now): CredentialProvider {
	let pending: Promise<AwsCredentials> | undefined;
	let current: AwsCredentials | undefined;
	return async () => {
		if (current && (current.expiration === undefined || current.expiration.getTime() - now() > renewal)) return current;
		pending ??= provider()
			.then((credentials) => {
				current = credentials;
				return credentials;
			})
			.finally(() => {
				pending = undefined;
			});
		return pending;
	};
}

/**
 * The SDK's whole default chain (environment, profiles, SSO, web identity, containers, instance metadata). A named profile counts alone (static
 * keys, SSO, roles, processes): a misspelt name must not end as the role of the machine, in another account.
 */
export function defaultCredentials(profile?: string): CredentialProvider {
	return remember(async () => {
		const { fromIni, fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
		return (profile === undefined ? fromNodeProviderChain() : fromIni({ profile, ignoreCache: true }))();
	});
}

/** A role to assume. */
export interface RoleToAssume {
	readonly roleArn: string;
	readonly externalId?: string | undefined;
	/** At most 64 characters of `\w+=,.@-`. */
	readonly sessionName: string;
}

/** Keys of a role, by AssumeRole with `sts`; rejects with `CredentialsUnavailable`. */
export function assumedRole(sts: AwsCaller, role: RoleToAssume): CredentialProvider {
	return remember(async () => {
		const command = new AssumeRoleCommand({ RoleArn: role.roleArn, RoleSessionName: role.sessionName, ExternalId: role.externalId });
		const answer = await sts.call("sts", command);
		if ("unread" in answer)
			throw new CredentialsUnavailable({ ...answer.unread, message: `${role.roleArn} could not be assumed: ${answer.unread.message}` });
		const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.value.Credentials ?? {};
		if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
			const message = `AssumeRole gave no keys for ${role.roleArn}.`;
			throw new CredentialsUnavailable({ service: "sts", operation: "AssumeRole", cause: "malformed", message });
		}
		return {
			accessKeyId: AccessKeyId,
			secretAccessKey: SecretAccessKey,
			sessionToken: SessionToken,
			...(Expiration ? { expiration: Expiration } : {}),
		};
	});
}

/** Why credentials could not be had, whatever was thrown. */
export const credentialFailure = (error: unknown): Unread =>
	error instanceof CredentialsUnavailable ? error.reason : explainFailure("sts", "GetCredentials", error);
