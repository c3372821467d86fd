import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import type { AwsCaller } from "../aws/caller.ts";
import { partitionOf } from "../aws/partitions.ts";
import { ConfigError } from "../core/errors.ts";
import type { Scope } from "../core/scope.ts";

/** What RDS and the rotation functions of Secrets Manager keep in a database's secret. */
const Shape = z.looseObject({
	username: z.string().min(1),
	password: z.string().min(1),
	engine: z.string().optional(),
	host: z.string().min(1).optional(),
	port: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]).optional(),
	dbname: z.string().optional(),
});

/** A secret's value. It must end in nothing but a connection. */
export type DatabaseSecret = z.infer<typeof Shape>;

/** Reads a secret by a caller for the place where it is. A `ConfigError` says what is wrong with it, without a word of it. */
export async function databaseSecretBy(arn: string, callerFor: (scope: Scope) => AwsCaller): Promise<DatabaseSecret> {
	const [prefix, partition, service, region, account] = arn.split(":");
	if (prefix !== "arn" || service !== "secretsmanager" || !region || !account)
		throw new ConfigError("--database-secret takes the ARN of a secret: arn:aws:secretsmanager:<region>:<account>:secret:<name>.");
	const caller = callerFor({ partition: partition || partitionOf(region), account, region });
	const answer = await caller.call("secretsmanager", new GetSecretValueCommand({ SecretId: arn }));
	if ("unread" in answer)
		throw new ConfigError(
			`The secret ${arn} could not be read (secretsmanager:GetSecretValue, ${answer.unread.cause}): ${answer.unread.message}`,
		);
	return parseSecret(answer.value.SecretString, arn);
}

/** The JSON of a secret; errors name members only. */
export function parseSecret(value: string | undefined, arn: string): DatabaseSecret {
	let data: unknown;
	try {
		data = JSON.parse(value ?? "");
	} catch {
		// No cause: the parser's message quotes what it read.
		throw new ConfigError(`The secret ${arn} is no JSON object with username and password.`);
	}
	const result = Shape.safeParse(data);
	if (result.success) return result.data;
	const members = [...new Set(result.error.issues.map((issue) => String(issue.path[0] ?? "value")))];
	throw new ConfigError(`The secret ${arn} is not in the form that RDS uses: check ${members.join(", ")}.`);
}
