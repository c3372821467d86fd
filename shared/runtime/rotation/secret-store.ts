import {
	DescribeSecretCommand,
	GetSecretValueCommand,
	PutSecretValueCommand,
	UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { AwsCaller } from "../../aws/caller.ts";
import type { SecretDescription } from "../../rotation/effects.ts";
import { currentLabel, pendingLabel, versionWith } from "../../rotation/labels.ts";
import type { SecretStore } from "../../rotation/ports.ts";
import { AwsRefused, called, isError } from "./failure.ts";
import { generatePassword, type PasswordPolicy } from "./password.ts";

/** How Secrets Manager is called in one invocation. */
export interface StoreSettings {
	/** A caller for the region of a secret. */
	readonly caller: (secret: string) => AwsCaller;
	readonly passwords?: PasswordPolicy | undefined;
	/** `RotationToken` of the event: proves to Secrets Manager that the caller acts for the rotation that it started. */
	readonly rotationToken?: string | undefined;
	/** The pending version is expected to have a value: one that is not there yet is asked for again for a moment. */
	readonly patient?: boolean | undefined;
	readonly wait?: ((milliseconds: number) => Promise<unknown>) | undefined;
}

/** Milliseconds between looks for a value that was written and cannot be seen yet: Secrets Manager is eventually consistent. */
const pauses = [100, 200, 400, 800];

/** Secrets Manager over SDK calls; everything that it refuses rejects with an `AwsRefused` that holds no secret. */
export function awsSecretStore({ caller, passwords, rotationToken, patient = false, wait = pause }: StoreSettings): SecretStore {
	const written = new Set<string>();

	async function describe(secret: string): Promise<SecretDescription> {
		const answer = await called(caller(secret), "secretsmanager", new DescribeSecretCommand({ SecretId: secret }));
		return {
			arn: answer.ARN ?? secret,
			rotationEnabled: answer.RotationEnabled,
			owningService: answer.OwningService,
			labels: new Map(Object.entries(answer.VersionIdsToStages ?? {}).filter(([, labels]) => labels.length > 0)),
			tags: Object.fromEntries((answer.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
		};
	}

	/** One look at a version. A label alone is used for AWSCURRENT only: the version of a rotation is named by its id. */
	async function look(secret: string, version: string | undefined, label: string | undefined) {
		const input = {
			SecretId: secret,
			...(version === undefined ? {} : { VersionId: version }),
			...(label === undefined && version !== undefined ? {} : { VersionStage: label ?? currentLabel }),
		};
		const answer = await called(caller(secret), "secretsmanager", new GetSecretValueCommand(input), (unread) =>
			isError(unread, "ResourceNotFoundException") ? ("nothing" as const) : undefined,
		);
		if (answer === "nothing") return undefined;
		const id = answer.VersionId;
		if (id === undefined || (version !== undefined && id !== version))
			throw new Error(`Secrets Manager was asked for version ${version ?? label} of ${secret} and gave ${id ?? "none"}.`);
		// A binary value is no value of ours; it reads as what is not JSON.
		return answer.SecretString === undefined && answer.SecretBinary === undefined
			? undefined
			: { version: id, text: answer.SecretString ?? "" };
	}

	return {
		describe,
		async read(secret, { version, label }) {
			const expected = version !== undefined && (patient || written.has(version));
			for (const next of expected ? [...pauses, undefined] : [undefined]) {
				const found = await look(secret, version, label);
				if (found || next === undefined) return found;
				await wait(next);
			}
			return undefined;
		},
		generate: async () => generatePassword(passwords),
		async put(secret, token, value) {
			const answer = await called(
				caller(secret),
				"secretsmanager",
				new PutSecretValueCommand({
					SecretId: secret,
					ClientRequestToken: token,
					SecretString: value,
					VersionStages: [pendingLabel],
					...(rotationToken === undefined ? {} : { RotationToken: rotationToken }),
				}),
				(unread) => (isError(unread, "ResourceExistsException") ? ("other" as const) : undefined),
				secretsOf(value),
			);
			written.add(token);
			return answer !== "other";
		},
		async label(secret, { label, to, from }) {
			const answer = await called(
				caller(secret),
				"secretsmanager",
				new UpdateSecretVersionStageCommand({
					SecretId: secret,
					VersionStage: label,
					...(to === undefined ? {} : { MoveToVersionId: to }),
					...(from === undefined ? {} : { RemoveFromVersionId: from }),
				}),
				(unread) => {
					if (isError(unread, "LimitExceededException"))
						throw new AwsRefused(
							unread,
							`${secret} has the twenty staging labels that a secret may have, so that ${label} cannot be attached. parapet rotate repair --secret ${secret} takes away those that nothing needs.`,
						);
					return isError(unread, "InvalidParameterException") ? unread : undefined;
				},
			);
			if (!("cause" in answer)) return true;
			// The label is not where it was looked for. A reply that was lost may be the reason: then it is where it should be.
			const holder = versionWith(await describe(secret), label);
			if (holder === to) return true;
			if (from !== undefined && holder !== from) return false;
			throw new AwsRefused(answer, `Secrets Manager did not move ${label} of ${secret}: ${answer.message}`);
		},
	};
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What of a value must be in no message. */
function secretsOf(value: string): string[] {
	try {
		const { password } = JSON.parse(value) as { password?: unknown };
		return [value, ...(typeof password === "string" && password !== "" ? [password] : [])];
	} catch {
		return [value];
	}
}
