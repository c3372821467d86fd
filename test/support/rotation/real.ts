import type { SecretReader } from "../../../shared/rotation/client/login.ts";
import { scramVerifier } from "../../../shared/rotation/engines/scram.ts";
import type { SecretStore } from "../../../shared/rotation/ports.ts";
import { type DatabaseSecret, parseSecret } from "../../../shared/rotation/secret.ts";
import type { SecretModel } from "./secret-model.ts";

export const orderArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf";
export const superuserArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:root-AbCdEf";

/** A secret as a step reads it. */
export function databaseSecret(members: Readonly<Record<string, unknown>>): DatabaseSecret {
	const secret = parseSecret(JSON.stringify({ engine: "postgres", host: "localhost", dbname: "postgres", ...members }));
	if (typeof secret === "string") throw new Error(secret);
	return secret;
}

/** Secrets Manager as a step sees it: the model of one secret, and that of a superuser beside it. */
export const secretStore = (model: SecretModel, superuser: Readonly<Record<string, unknown>>, generate: () => string): SecretStore => ({
	describe: async (secret) =>
		secret === superuserArn ? { arn: superuserArn, labels: new Map([["v0", ["AWSCURRENT"]]]), tags: {} } : model.describe(),
	read: async (secret, { version, label }) =>
		secret === superuserArn
			? { version: "v0", text: JSON.stringify({ engine: "postgres", host: "localhost", ...superuser }) }
			: model.read({ ...(version === undefined ? {} : { version }), ...(label === undefined ? {} : { label }) }),
	generate: async () => generate(),
	put: async (_, token, value) => model.put(token, value),
	label: async (_, change) => model.label(change),
});

/** Secrets Manager as a service reads it, with the errors of the real one. */
export const secretReader = (model: SecretModel): SecretReader => ({
	async getSecretValue({ VersionStage }) {
		const found = model.read({ label: VersionStage });
		if (!found) throw Object.assign(new Error("There is no value for the staging label."), { name: "ResourceNotFoundException" });
		return { VersionId: found.version, SecretString: found.text };
	},
});

const known = new Map<string, boolean>();

/** Is this what the server keeps of the password? Worked out once for each pair. */
export function opens(stored: string, password: string): boolean {
	const key = `${stored}\n${password}`;
	let result = known.get(key);
	if (result === undefined) {
		const salt = /^SCRAM-SHA-256\$4096:([^$]+)\$/.exec(stored)?.[1];
		result = salt !== undefined && scramVerifier(password, Buffer.from(salt, "base64")) === stored;
		known.set(key, result);
	}
	return result;
}

/** A password of everything that can be typed. */
export const hostilePassword = (random: () => number): string =>
	Array.from({ length: 24 }, () => String.fromCharCode(0x20 + Math.floor(random() * 95))).join("");
