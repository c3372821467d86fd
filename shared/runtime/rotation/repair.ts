import type { DatabaseAnswer, Server } from "../../rotation/effects.ts";
import { currentLabel, versionWith } from "../../rotation/labels.ts";
import type { RotationParts } from "../../rotation/ports.ts";
import { type DatabaseSecret, differenceOf, parseSecret } from "../../rotation/secret.ts";
import { planRepair, type RepairAction, type RepairPlan, stillThere, type TriedVersion } from "./plan-repair.ts";
import { superuserFor } from "./superuser.ts";

/** What was found, and what a repair does. */
export interface Examined {
	readonly plan: RepairPlan;
	readonly tried: readonly TriedVersion[];
	readonly server?: Server | undefined;
	/** Exactly what a person must do, when no repair can. */
	readonly instructions: readonly string[];
	readonly superuser?: DatabaseSecret | undefined;
}

const person = (summary: string, instructions: readonly string[], tried: readonly TriedVersion[] = []): Examined => ({
	plan: { state: "person", summary, actions: [] },
	tried,
	instructions,
});

/** Tries every labelled version at the database, and plans. Nothing is changed. A database that cannot be reached says nothing of any password. */
export async function examine(secret: string, parts: RotationParts): Promise<Examined> {
	const { secrets, directory, engines } = parts;
	const description = await secrets.describe(secret);
	if (description.owningService !== undefined)
		return {
			plan: {
				state: "healthy",
				summary: `${description.owningService} manages and rotates this secret: there is nothing to repair here.`,
				actions: [],
			},
			tried: [],
			instructions: [],
		};
	const tried: TriedVersion[] = [];
	const currentVersion = versionWith(description, currentLabel);
	const read = currentVersion === undefined ? undefined : await secrets.read(secret, { version: currentVersion });
	const current = read ? parseSecret(read.text) : "there is no current version";
	if (typeof current === "string")
		return person(`The current value cannot be used: ${current}.`, [
			`Store the credentials again: aws secretsmanager put-secret-value --secret-id ${secret} --secret-string file://secret.json`,
		]);
	const server = await directory.locate(current);
	if ("refused" in server) return person(server.refused, ["Correct the secret's value, or leave this secret to whoever manages it."]);
	for (const [version, labels] of description.labels) {
		const text = version === currentVersion ? read?.text : (await secrets.read(secret, { version }))?.text;
		const value = text === undefined ? "it has no value" : parseSecret(text);
		if (typeof value === "string") {
			tried.push({ version, labels, why: value });
			continue;
		}
		const difference = differenceOf(current, value);
		if (difference !== undefined) {
			tried.push({ version, labels, why: `it has another ${difference} than the current version` });
			continue;
		}
		const answer = await engines[value.engine].login(server, value);
		if (!answer.ok && answer.failure !== "auth") return { ...unreachable(answer), tried, server };
		tried.push({ version, labels, secret: value, accepted: answer.ok });
	}
	const superuser = tried.some(({ accepted }) => accepted) ? "not needed" : await superuserFor(parts, current, server);
	const plan = planRepair({ description, tried, superuser: typeof superuser !== "string", now: parts.now() });
	return {
		plan,
		tried,
		server,
		superuser: typeof superuser === "string" ? undefined : superuser,
		instructions: plan.state === "person" ? byHand(secret, current, server, superuser as string) : [],
	};
}

const unreachable = (answer: DatabaseAnswer & { ok: false }): Pick<Examined, "plan" | "instructions"> => ({
	plan: {
		state: "person",
		summary: `The database could not be asked (${answer.failure}): ${answer.message} That says nothing about any password.`,
		actions: [],
	},
	instructions: ["Make it reachable from here (network, DNS, TLS; parapet rotate test shows which), then repair again."],
});

/** What an administrator of the database does. */
function byHand(
	secret: string,
	{ engine, username, dbname }: DatabaseSecret,
	{ host, port, resource }: Server,
	superuser: string,
): string[] {
	const user = JSON.stringify(username);
	const [, , , , , kind, name] = resource?.split(":") ?? [];
	return [
		`There is no superuser that repair could use: ${superuser}.`,
		`1. Read the password that clients use: aws secretsmanager get-secret-value --secret-id ${secret} --version-stage AWSCURRENT --query SecretString`,
		engine === "postgres"
			? `2. As an administrator: psql "host=${host} port=${port} dbname=${dbname ?? "postgres"} sslmode=verify-full", then \\password ${user} and enter that password; psql sends a hash of it.`
			: `2. As an administrator: mysql --ssl-mode=VERIFY_IDENTITY -h ${host} -P ${port}, then set the password of ${user} to it for every host it logs in from (ALTER USER).`,
		...(name === undefined
			? []
			: [
					`   Is ${user} the master user? Then: aws rds modify-db-${kind === "cluster" ? "cluster --db-cluster-identifier" : "instance --db-instance-identifier"} ${name} --master-user-password …, and no other way.`,
				]),
		`3. parapet rotate test --secret ${secret}, and then parapet rotate repair again for labels that are left over.`,
	];
}

/** Does what was planned, one thing after the other, as long as the labels are still as they were; tells of each. */
export async function applyRepair(
	secret: string,
	parts: RotationParts,
	{ plan, tried, server, superuser }: Examined,
	did: (action: RepairAction) => void,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly message: string }> {
	for (const action of plan.actions) {
		if (!stillThere(await parts.secrets.describe(secret), action))
			return { ok: false, message: "The labels were changed by somebody else meanwhile; what was done so far is right. Look again." };
		if (action.kind === "label") {
			if (!(await parts.secrets.label(secret, action)))
				return { ok: false, message: `${action.label} was moved by somebody else meanwhile. Look again.` };
		} else {
			const to = tried.find(({ version }) => version === action.version)?.secret;
			if (!to || !server || !superuser) return { ok: false, message: "There is no superuser any more." };
			const answer = await parts.engines[to.engine].setPassword({ destination: server, as: superuser, to });
			if (!answer.ok) return { ok: false, message: `The superuser could not set the password (${answer.failure}): ${answer.message}` };
		}
		did(action);
	}
	return { ok: true };
}
