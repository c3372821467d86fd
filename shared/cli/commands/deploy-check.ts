import { setTimeout as delay } from "node:timers/promises";
import { ConfigError } from "../../core/errors.ts";
import { printable } from "../../core/printable.ts";
import { checkAfter } from "../../runtime/deploy-check/after.ts";
import { checkBefore, checkConfiguration } from "../../runtime/deploy-check/before.ts";
import { type Check, type CheckStatus, failed } from "../../runtime/deploy-check/check.ts";
import { openAccess } from "../../runtime/deploy-check/open.ts";
import { readDeployed } from "../../runtime/deploy-check/state.ts";
import { http } from "../../sinks/http.ts";
import { wrap } from "../help.ts";
import { statusLine } from "../status-line.ts";
import { colours, type Terminal, width, write } from "../terminal.ts";
import type { DeployValues } from "./deploy.ts";

/** What was looked at, and what was found. */
interface Report {
	readonly stage: string;
	readonly account: string;
	readonly region: string;
	readonly before: readonly Check[];
	/** Absent when nothing is deployed, or only what is before a deploy was asked for. */
	readonly after?: readonly Check[];
}

/** Runs the checks and shows them; the exit code. */
export async function runCheck(values: DeployValues, terminal: Terminal): Promise<number> {
	const { environment, now } = terminal;
	const line = statusLine(terminal);
	const patience = seconds(values.timeout) * 1000;
	const stage = values.stage ?? "prod";
	let report: Report;
	try {
		const access = await openAccess({ stage, region: values.region, profile: values.profile, environment, progress: line.say }).catch(
			(error: unknown) => (error instanceof ConfigError ? error : Promise.reject(error)),
		);
		if (access instanceof ConfigError) return await withoutAws(access, values, terminal);
		try {
			access.progress("looking for a deployment");
			const found = values.before ? undefined : await readDeployed(access);
			const deployed = found && "deployed" in found ? found.deployed : undefined;
			const before = values.after
				? []
				: await checkBefore(access, { config: values.config, environment, http, deployed: deployed !== undefined });
			const after = deployed
				? await checkAfter(access, deployed, {
						config: values.config,
						environment,
						id: `check-${terminal.newId()}`,
						targets: values.target,
						event: !values["no-event"],
						patience,
						now,
						sleep: (milliseconds) => delay(milliseconds),
					})
				: undefined;
			// That nothing is deployed is no news before the first deploy; that it could not be asked is.
			const missing = found && "check" in found && (values.after || found.check.status === "unknown") ? [found.check] : undefined;
			const shown = after ?? missing;
			report = { stage, account: access.account, region: access.region, before, ...(shown ? { after: shown } : {}) };
		} finally {
			access.close();
		}
	} finally {
		line.end();
	}
	await show(report, values, terminal);
	return exitCode([...report.before, ...(report.after ?? [])]);
}

/** Without AWS the configuration can be looked at all the same. */
async function withoutAws(problem: ConfigError, values: DeployValues, terminal: Terminal): Promise<number> {
	if (values.after) throw problem;
	const { check } = await checkConfiguration(values.config, terminal.environment);
	const report: Report = {
		stage: values.stage ?? "prod",
		account: "-",
		region: values.region ?? "-",
		before: [check, failed("credentials", problem.message, "Everything else needs AWS.")],
	};
	await show(report, values, terminal);
	return exitCode(report.before);
}

async function show(report: Report, { format }: DeployValues, terminal: Terminal): Promise<void> {
	const status = worst([...report.before, ...(report.after ?? [])]);
	await write(terminal.stdout, format === "json" ? [`${JSON.stringify({ ...report, status }, undefined, 2)}\n`] : text(report, terminal));
}

const order: readonly CheckStatus[] = ["failed", "unknown", "warning", "ok"];

const worst = (checks: readonly Check[]): CheckStatus => order.find((status) => checks.some((check) => check.status === status)) ?? "ok";

const exitCode = (checks: readonly Check[]): number => ({ failed: 3, unknown: 2, warning: 0, ok: 0 })[worst(checks)];

const colour: Readonly<Record<CheckStatus, number>> = { ok: 32, warning: 33, failed: 31, unknown: 35 };

function* text(report: Report, { stdout, environment }: Terminal): Generator<string> {
	const coloured = colours(stdout, environment);
	const columns = width(stdout);
	const section = function* (title: string, checks: readonly Check[]): Generator<string> {
		if (checks.length === 0) return;
		yield `${title}\n`;
		for (const { name, status, detail, advice, items = [] } of checks) {
			const word = status.padEnd(8);
			const head = `${printable(name)}: ${printable(detail)}`;
			yield `  ${coloured ? `\u001b[${colour[status]}m${word}\u001b[0m` : word}${wrap(head, columns - 12, " ".repeat(10)).trimStart()}\n`;
			for (const item of items) yield `${wrap(`- ${printable(item)}`, columns - 14, " ".repeat(12))}\n`;
			if (advice !== undefined) yield `${wrap(`> ${printable(advice)}`, columns - 12, " ".repeat(10))}\n`;
		}
		yield "\n";
	};
	yield `Parapet, stage ${printable(report.stage)}, account ${report.account}, ${printable(report.region)}\n\n`;
	yield* section("Before a deploy", report.before);
	yield* section("What is deployed", report.after ?? []);
	const checks = [...report.before, ...(report.after ?? [])];
	const counts = order.flatMap((status) => {
		const count = checks.filter((check) => check.status === status).length;
		return count > 0 ? [`${count} ${status}`] : [];
	});
	yield `${counts.join(", ")}\n`;
}

function seconds(value: string | undefined): number {
	const number = value === undefined ? 180 : Number(value);
	if (!(number >= 1 && number <= 3600)) throw new ConfigError(`--timeout must be seconds from 1 to 3600, not "${value}".`);
	return number;
}
