import { parseSecret } from "../secret.ts";

/** Secrets Manager as a service reads it: an object of class `SecretsManager` of `@aws-sdk/client-secrets-manager` is one. */
export interface SecretReader {
	getSecretValue(input: {
		SecretId: string;
		VersionStage: string;
	}): Promise<{ readonly SecretString?: string | undefined; readonly VersionId?: string | undefined }>;
}

/** The version of a secret that a service reads: the current one, and during a rotation the one that is about to become it. */
export type SecretStage = "AWSCURRENT" | "AWSPENDING";

/** What a connection is opened with, under the names that `pg` and `mysql2` share. It holds the password: spread it into the driver's options, and never log it. */
export interface DatabaseLogin {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly password: string;
	readonly database?: string;
}

/** A login as it stood in the secret. */
export interface StagedLogin {
	readonly stage: SecretStage;
	/** Id of the secret's version. */
	readonly version: string;
	readonly login: DatabaseLogin;
}

/** Reads a stage; undefined when there is none, as outside of rotations. No error repeats anything of the secret. */
export async function readLogin(reader: SecretReader, secret: string, stage: SecretStage): Promise<StagedLogin | undefined> {
	let answer: Awaited<ReturnType<SecretReader["getSecretValue"]>>;
	try {
		answer = await reader.getSecretValue({ SecretId: secret, VersionStage: stage });
	} catch (error) {
		// AWSPENDING is on no version, or on one that has no value yet.
		if (stage === "AWSPENDING" && (error as { name?: unknown }).name === "ResourceNotFoundException") return undefined;
		throw error;
	}
	const parsed = parseSecret(answer.SecretString ?? "");
	if (typeof parsed === "string") {
		// A rotation may be in the middle of writing whatever its function writes.
		if (stage === "AWSPENDING") return undefined;
		throw new Error(`The secret ${secret} cannot be used: ${parsed}.`);
	}
	const { host, port, username, password, dbname } = parsed;
	return {
		stage,
		version: answer.VersionId ?? "",
		login: { host, port, user: username, password, ...(dbname === undefined ? {} : { database: dbname }) },
	};
}

/** Do both open the same database as the same user with the same password? */
export function sameLogin(one: DatabaseLogin, other: DatabaseLogin): boolean {
	const members = ["host", "port", "user", "password", "database"] as const;
	return members.every((member) => one[member] === other[member]);
}
