import { access } from "node:fs/promises";
import { resolve } from "node:path";
import type { AwsCaller } from "../../aws/caller.ts";
import { connectWith } from "../../aws/connect-with.ts";
import { credentialFailure, defaultCredentials } from "../../aws/credentials.ts";
import { partitionOf } from "../../aws/partitions.ts";
import { rotateMakers } from "../../aws/rotate-makers.ts";
import { ConfigError } from "../../core/errors.ts";
import { configFiles, readConfig } from "../config.ts";
import { version } from "../version.ts";
import { type RotationSettings, settingsOf } from "./settings.ts";

/** What a command about one secret works with; close it. */
export interface RotationAccess {
	readonly caller: (region?: string) => AwsCaller;
	readonly settings: RotationSettings;
	readonly close: () => void;
}

/** Opens the way to a secret's region and reads the settings of the project, if there are any. Throws `ConfigError`. */
export async function openRotation(secret: string, profile: string | undefined, config: string | undefined): Promise<RotationAccess> {
	const [, partition, service, region, account] = secret.split(":");
	if (service !== "secretsmanager" || !region || !account)
		throw new ConfigError("--secret takes the ARN of a secret: arn:aws:secretsmanager:<region>:<account>:secret:<name>.");
	const settings = settingsOf(await rotationConfig(config));
	const credentials = defaultCredentials(profile);
	try {
		await credentials();
	} catch (error) {
		throw new ConfigError(
			`No AWS credentials could be had: ${credentialFailure(error).message.replace(/\.?$/, ".")} Sign in (aws sso login), or name a profile with --profile.`,
			{ cause: error },
		);
	}
	const connection = connectWith({ version, concurrency: 8, profile, makers: rotateMakers });
	return {
		caller: (named = region) => connection.caller({ partition: partition || partitionOf(named), account, region: named }, credentials),
		settings,
		close: () => connection.close(),
	};
}

async function rotationConfig(file: string | undefined) {
	if (file !== undefined) return (await readConfig(resolve(file))).deploy?.rotation;
	for (const name of configFiles) {
		const found = await access(name).then(
			() => true,
			() => false,
		);
		if (found) return (await readConfig(resolve(name))).deploy?.rotation;
	}
	return undefined;
}
