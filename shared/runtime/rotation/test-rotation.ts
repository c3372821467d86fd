import { lookup } from "node:dns/promises";
import { connect } from "node:net";
import { isRdsHost } from "../../connect/target.ts";
import type { DatabaseAnswer, DatabaseFailure, Server } from "../../rotation/effects.ts";
import { probesOf } from "../../rotation/engines/probes.ts";
import { currentLabel } from "../../rotation/labels.ts";
import type { RotationParts } from "../../rotation/ports.ts";
import { alternateOf, type DatabaseSecret, parseSecret } from "../../rotation/secret.ts";
import { type Check, failed, ok, unknown, warning } from "../deploy-check/check.ts";
import type { RotationFacts } from "./facts.ts";
import { type RotationSettings, strategyOf } from "./settings.ts";
import { superuserFor } from "./superuser.ts";

/** What each check is about, in the order in which one rests on the other. */
const names = ["secret", "value", "users", "host", "name", "network", "TLS", "login", "writer and probes", "password change"] as const;
type Name = (typeof names)[number];

/** Everything that a rotation would rest on, tried from here with the current password; nothing is changed. What cannot be tried because something before it failed is unknown. */
export async function testRotation(facts: RotationFacts, parts: RotationParts, settings: RotationSettings): Promise<Check[]> {
	const checks: Check[] = [];
	for await (const check of tries(facts, parts, settings)) checks.push(check);
	const bad = checks.find(({ status }) => status === "failed" || status === "unknown");
	const seen = new Set(checks.map(({ name }) => name));
	const left = names.filter((name) => !seen.has(name));
	return facts.owningService === undefined
		? [
				...checks,
				...left.map((name) =>
					unknown(name, `Not tried: ${bad?.name ?? "something"} comes first.`, `Mend ${bad?.name ?? "it"}, and try again.`),
				),
			]
		: checks;
}

const good = (name: Name, detail: string) => ok(name, detail);
const bad = (name: Name, detail: string, advice: string) => failed(name, detail, advice);

async function* tries(facts: RotationFacts, parts: RotationParts, settings: RotationSettings): AsyncGenerator<Check> {
	const { arn, owningService, function: own, enabled } = facts;
	if (owningService !== undefined) {
		yield good(
			"secret",
			`${owningService === "rds" ? "RDS" : owningService} manages this secret and rotates it itself: there is nothing to test.`,
		);
		return;
	}
	yield own === undefined || !enabled
		? warning(
				"secret",
				"The secret can be read; no rotation function is set, or rotation is turned off.",
				"See docs/rotation.md for how to turn it on.",
			)
		: good("secret", `The secret can be read; it is rotated by ${own}.`);
	const read = await parts.secrets.read(arn, { label: currentLabel });
	const value = read ? parseSecret(read.text) : "there is no current version";
	if (typeof value === "string") {
		yield bad(
			"value",
			`The current value cannot be used: ${value}.`,
			'Store {"engine", "host", "port", "username", "password", "dbname"} as JSON.',
		);
		return;
	}
	yield value.plaintext
		? warning(
				"value",
				`${described(value)}; "ssl" is false, so that passwords go over the wire unencrypted.`,
				'Take "ssl" out of the value.',
			)
		: good("value", `${described(value)}.`);
	const strategy = strategyOf(arn, facts.tags, settings);
	if (typeof strategy !== "string") {
		yield bad(
			"users",
			strategy.refused,
			`aws secretsmanager tag-resource --secret-id ${arn} --tags Key=${settings.tag.key},Value=${settings.tag.value}`,
		);
		return;
	}
	const other = strategy === "alternating" ? alternateOf(value) : undefined;
	if (other && "problem" in other) {
		yield bad("users", `The users cannot take turns: ${other.problem}.`, "Use a shorter name, or one user.");
		return;
	}
	yield good(
		"users",
		other
			? `${JSON.stringify(value.username)} and ${JSON.stringify(other.name)} take turns.`
			: `${JSON.stringify(value.username)} keeps its name and gets a new password.`,
	);
	const server = await parts.directory.locate(value);
	if ("refused" in server) {
		yield bad("host", server.refused, "See docs/rotation.md, “Hosts”.");
		return;
	}
	yield good(
		"host",
		`${value.host} is written to at ${server.host}:${server.port}${server.resource === undefined ? ", which RDS does not run" : ` (${server.resource})`}.`,
	);
	const reached = await reach(server);
	yield* reached.checks;
	if (!reached.ok) return;
	yield* session(value, server, parts);
	const engine = parts.engines[value.engine];
	if (!(await engine.login(server, value)).ok) return;
	const superuser = await superuserFor(parts, value, server);
	if (typeof superuser !== "string")
		yield good("password change", `The superuser ${JSON.stringify(superuser.username)} belongs to the same server, and logs in.`);
	else if (strategy === "alternating")
		yield bad("password change", `Two users need a superuser, and ${superuser}.`, "Put the ARN of its secret into the member masterarn.");
	else if (value.masterarn !== undefined)
		yield bad("password change", `The superuser is of no use: ${superuser}.`, "Correct masterarn, or take it out.");
	else
		yield good(
			"password change",
			"The user changes its own password. With the ARN of a superuser's secret in masterarn there would be a way back if no password were known.",
		);
}

const described = ({ engine, username, dbname, host, port, masterarn }: DatabaseSecret): string =>
	`It is for ${engine}, user ${JSON.stringify(username)}${dbname === undefined ? "" : `, database ${JSON.stringify(dbname)}`}, at ${host}:${port}${masterarn === undefined ? "" : `, superuser in ${masterarn}`}`;

const fromHere =
	"The test runs from here. If only the VPC reaches the database, run it there, or have the function test it: aws secretsmanager rotate-secret --no-rotate-immediately.";

/** Milliseconds. */
const patience = 5_000;

async function reach({ host, port }: Server): Promise<{ readonly ok: boolean; readonly checks: Check[] }> {
	const checks: Check[] = [];
	try {
		const addresses = await lookup(host, { all: true });
		checks.push(good("name", `${host} is ${addresses.map(({ address }) => address).join(", ")}.`));
	} catch (error) {
		checks.push(bad("name", `DNS has no address for ${host} (${(error as NodeJS.ErrnoException).code}).`, fromHere));
		return { ok: false, checks };
	}
	const problem = await new Promise<string | undefined>((resolve) => {
		const socket = connect({ host, port, timeout: patience });
		const end = (result?: string) => {
			socket.destroy();
			resolve(result);
		};
		socket.once("connect", () => end());
		socket.once("timeout", () => end(`no answer for ${patience / 1000} seconds`));
		socket.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? "the connection failed"));
	});
	checks.push(
		problem === undefined
			? good("network", `Port ${port} answers.`)
			: bad(
					"network",
					`Port ${port} of ${host} cannot be reached: ${problem}.`,
					`Let its security group admit this address, or the function's. ${fromHere}`,
				),
	);
	return { ok: problem === undefined, checks };
}

/** What a login says of TLS, of the password and of the server. */
async function* session(secret: DatabaseSecret, server: Server, { engines }: RotationParts): AsyncGenerator<Check> {
	const answer = await engines[secret.engine].login(server, secret);
	const authorities = server.resource !== undefined && isRdsHost(server.host) ? "Amazon's authorities for RDS" : "the authorities of Node";
	const encrypted = secret.plaintext
		? warning("TLS", "The connection is not encrypted, as the secret says.", 'Take "ssl" out of the value.')
		: good("TLS", `The certificate is verified with ${authorities}, and is in the name of ${server.host}.`);
	if (!answer.ok && answer.failure === "tls") {
		yield bad(
			"TLS",
			`The server's certificate, or its TLS, is not accepted: ${answer.message}`,
			`It is verified in full with ${authorities}; nothing falls back to plaintext.`,
		);
		return;
	}
	if (!answer.ok && answer.failure !== "auth" && answer.failure !== "permission") {
		yield unknown("TLS", `The session ended before (${answer.failure}): ${answer.message}`, adviceOn(answer.failure));
		return;
	}
	yield encrypted;
	if (!answer.ok) {
		yield bad(
			"login",
			`The database refuses ${JSON.stringify(secret.username)} (${answer.failure}): ${answer.message}`,
			adviceOn(answer.failure),
		);
		return;
	}
	yield good("login", `${JSON.stringify(secret.username)} logs in with the current password.`);
	const probed: DatabaseAnswer = await engines[secret.engine].probe(server, secret);
	const probes = probesOf(secret).length;
	yield probed.ok
		? good(
				"writer and probes",
				`The server takes writes${secret.plaintext ? "" : " and sees the session as encrypted"}; ${probes === 0 ? "the secret declares no probes of its own" : `${probes} ${probes === 1 ? "probe" : "probes"} of the secret succeed`}.`,
			)
		: bad("writer and probes", `(${probed.failure}) ${probed.message}`, adviceOn(probed.failure));
}

const advice: Readonly<Partial<Record<DatabaseFailure, string>>> = {
	auth: "The current version does not hold the password that the database has: parapet rotate repair.",
	permission: "The password may be right: the user may not log in from here, or lacks a right that a probe needs.",
	readOnly: "Put the endpoint of the writer into the secret.",
	timeout: "The server is busy or behind a firewall that drops; try again.",
	tls: "The session must be encrypted; see ssl in the secret's value.",
};

const adviceOn = (failure: DatabaseFailure): string => advice[failure] ?? "See docs/rotation.md, “What failures mean”.";
