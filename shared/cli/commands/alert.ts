import type { Alert, Message, Note } from "../../core/alerts/alert.ts";
import { sampleAlert } from "../../core/alerts/sample.ts";
import { alertSchema } from "../../core/alerts/schema.ts";
import { ConfigError } from "../../core/errors.ts";
import { counted, printable } from "../../reports/text.ts";
import type { AlertSettings } from "../../runtime/alert-settings.ts";
import {
	type AlertPlan,
	nothingNew,
	planAlerts,
	readAlertSettings,
	type SendReport,
	sendAlerts,
	testTargets,
} from "../../runtime/send-alerts.ts";
import { readSnapshot } from "../../runtime/snapshot-file.ts";
import { suggestion } from "../../runtime/suggestion.ts";
import { parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import { type Terminal, write } from "../terminal.ts";

const options = {
	config: {
		type: "string",
		value: "FILE",
		help: "Configuration file with alerts:. Default: parapet.config.{ts,mjs,json,yaml,yml} of this directory.",
	},
	"dry-run": { type: "boolean", help: "send: print what would go where; nothing is sent or kept." },
	target: { type: "list", value: "NAME", help: "test: only this target; may be repeated." },
	timeout: { type: "string", value: "MINUTES", help: "How long sending may take; the rest is sent by the next run. Default: 10." },
} as const;

/** `parapet alert send|flush|test|schema`. */
export const alert: Command = {
	name: "alert",
	summary: "Send what changed between two snapshots to Slack, SNS, PagerDuty or a webhook",
	usage: ["alert send OLD NEW [--config FILE] [--dry-run]", "alert flush [--config FILE]", "alert test [--target NAME]", "alert schema"],
	about:
		"send works out what changed, keeps the alerts in the outbox and sends them; the same change is never sent twice, and what cannot be sent now is sent first by the next run. flush sends only what was left. test sends an alert that says it is none to each target. schema prints the JSON Schema of alerts. Targets and routes stand in the configuration file under alerts: (docs/alerts.md).\n\nExit codes: 0 everything was sent; 2 something waits for the next run, or was rejected; 1 it could not run.",
	options,
	examples: [
		["what would be sent, and where", "parapet alert send --dry-run yesterday/snapshot.json today/snapshot.json"],
		["does the channel work", "parapet alert test --target security"],
		["scan, and tell what changed", "parapet scan --all-regions --previous yesterday/snapshot.json --alert"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "alert");
		const [action, before, after, surplus] = positionals;
		const budget = minutes(values.timeout) * 60_000;
		if (action === "schema" && !before) {
			await write(terminal.stdout, [`${JSON.stringify(alertSchema, null, 2)}\n`]);
			return 0;
		}
		if (action === "send" && before && after && !surplus) {
			const settings = await readAlertSettings(values.config);
			const plan = await planAlerts(await readSnapshot(before), await readSnapshot(after), settings);
			if (values["dry-run"]) {
				await write(terminal.stdout, preview(plan, settings));
				return 0;
			}
			return send(plan, settings, budget, terminal, terminal.stdout);
		}
		if (action === "flush" && !before) {
			const settings = await readAlertSettings(values.config);
			return send(nothingNew, settings, budget, terminal, terminal.stdout);
		}
		if (action === "test" && !before) return test(await readAlertSettings(values.config), values.target, terminal);
		throw new ConfigError("Say what to do: parapet alert send OLD NEW, flush, test or schema. See: parapet alert --help");
	},
};

/** Sends a plan and says on `out` what became of it. The exit code: 0, or 2 when something was not delivered. */
export async function send(
	plan: AlertPlan,
	settings: AlertSettings,
	budget: number,
	terminal: Terminal,
	out: Terminal["stdout"],
): Promise<number> {
	const report = await sendAlerts(plan, settings, { environment: terminal.environment, owner: terminal.newId(), budget });
	await write(out, outcome(plan, report));
	return report.waiting.length + report.rejected.length > 0 || report.busy ? 2 : 0;
}

/** Milliseconds that `parapet scan --alert` gives to sending. */
export const scanAlertBudget = 10 * 60_000;

async function test(settings: AlertSettings, named: readonly string[] | undefined, terminal: Terminal): Promise<number> {
	const known = Object.keys(settings.targets);
	for (const name of named ?? [])
		if (!known.includes(name))
			throw new ConfigError(`There is no target "${name}"${suggestion(name, known) || `; there are: ${known.join(", ")}.`}`);
	const outcomes = await testTargets(sampleAlert(terminal.now()), settings, named ?? known, terminal.environment);
	await write(
		terminal.stdout,
		outcomes.map(({ target, problem }) => `${target}: ${problem === undefined ? "sent" : `not sent: ${printable(problem)}`}\n`),
	);
	return outcomes.some(({ problem }) => problem !== undefined) ? 2 : 0;
}

function* preview({ alerts, batch: { deliveries }, quiet, held }: AlertPlan, settings: AlertSettings): Generator<string> {
	yield `${[counted(alerts.length, "alert"), ...silent(quiet, held)].join(", ")}\n`;
	for (const name of Object.keys(settings.targets)) {
		const messages = deliveries.filter((delivery) => delivery.target === name).map((delivery) => delivery.message);
		yield `\n${name} (${settings.targets[name]?.type}): ${counted(messages.length, "message")}\n`;
		for (const message of messages) yield describe(message);
	}
}

/** What is not sent now, and why. */
const silent = (quiet: number, held: number): string[] => [
	...(quiet > 0 ? [`${quiet} of which no route takes`] : []),
	...(held > 0 ? [`${held} kept for a digest or the end of quiet hours`] : []),
];

const describe = (message: Message | Note): string =>
	message.type === "note"
		? ""
		: message.type === "digest"
			? `  digest of ${message.total}: ${counts(message.severities)}; ${counts(message.kinds)}\n`
			: `  ${message.severity.padEnd(13)} ${message.kind.padEnd(10)} ${printable(message.title)}, ${place(message)}\n`;

const place = ({ account, region, resource }: Alert): string => `${account}/${region}${resource ? ` ${printable(resource.name)}` : ""}`;

const counts = (numbers: Readonly<Record<string, number>>): string =>
	Object.entries(numbers)
		.filter(([, count]) => count > 0)
		.map(([name, count]) => `${count} ${name}`)
		.join(", ");

function* outcome({ alerts, quiet, held }: AlertPlan, report: SendReport): Generator<string> {
	const parts = [
		counted(alerts.length + report.alerts, "alert"),
		...silent(quiet + report.quiet, held + report.held),
		`${counted(report.sent, "message")} sent`,
		report.already > 0 ? `${report.already} told before` : "",
		report.moved > 0 ? `${report.moved} by the second way` : "",
	];
	yield `Alerts: ${parts.filter(Boolean).join(", ")}.\n`;
	if (report.busy) yield "  Another process is sending; what is new waits in the outbox.\n";
	for (const { target, count, reason } of report.waiting)
		yield `  ${target}: ${counted(count, "message")} left for the next run: ${printable(reason)}\n`;
	for (const { target, id, reason } of report.rejected) yield `  ${target}: message ${id} was rejected: ${printable(reason)}\n`;
}

function minutes(text: string | undefined): number {
	const value = text === undefined ? 10 : Number(text);
	if (!(value > 0 && value <= 1440)) throw new ConfigError(`--timeout must be minutes from 1 to 1440, not "${text}".`);
	return value;
}
