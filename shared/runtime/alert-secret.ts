import { resolve } from "node:path";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { ConfigError } from "../core/errors.ts";
import type { SecretPlace } from "./alert-settings.ts";
import type { AwsWay } from "./aws-way.ts";
import { readText } from "./text-file.ts";

/** What secrets are looked for in. */
export interface SecretSources {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Files are relative to it. */
	readonly base: string;
	/** To Secrets Manager. */
	readonly aws: AwsWay;
}

/** The secret of a target. A `ConfigError` names the target and the place, never a word of the secret. */
export async function readSecret(place: SecretPlace, what: string, sources: SecretSources): Promise<string> {
	const value = (await readPlace(place, what, sources)).trim();
	if (value === "") throw new ConfigError(`${what}: ${placeName(place)} is empty.`);
	// What goes into a header or an address is one line of visible characters.
	if (!/^[!-~]+$/.test(value))
		throw new ConfigError(`${what}: ${placeName(place)} holds spaces or characters that no token or address has.`);
	return value;
}

/** How a place is called in messages. */
const placeName = (place: SecretPlace): string =>
	"env" in place
		? `the environment variable ${place.env}`
		: "file" in place
			? place.file
			: `${place.secret}${place.key === undefined ? "" : `, ${place.key}`}`;

async function readPlace(place: SecretPlace, what: string, { environment, base, aws }: SecretSources): Promise<string> {
	if ("env" in place) {
		const value = environment[place.env];
		if (value === undefined) throw new ConfigError(`${what}: the environment variable ${place.env} is not set.`);
		return value;
	}
	if ("file" in place) return readText(resolve(base, place.file));
	const text = await secretValue(place.secret, what, aws);
	if (place.key === undefined) return text;
	let data: unknown;
	try {
		data = JSON.parse(text);
	} catch {
		// No cause: the parser's message quotes what it read.
	}
	const value =
		typeof data === "object" && data !== null && Object.hasOwn(data, place.key) ? (data as Record<string, unknown>)[place.key] : undefined;
	if (typeof value !== "string") throw new ConfigError(`${what}: the secret ${place.secret} is no JSON object with the text ${place.key}.`);
	return value;
}

async function secretValue(arn: string, what: string, aws: AwsWay): Promise<string> {
	const [, partition = "aws", , region = "", account = ""] = arn.split(":");
	const caller = await aws.caller({ partition, account, region });
	const answer = await caller.call("secretsmanager", new GetSecretValueCommand({ SecretId: arn }));
	if ("unread" in answer)
		throw new ConfigError(
			`${what}: the secret ${arn} could not be read (secretsmanager:GetSecretValue, ${answer.unread.cause}): ${answer.unread.message}`,
		);
	return answer.value.SecretString ?? "";
}
