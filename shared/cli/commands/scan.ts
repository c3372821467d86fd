import { basename, dirname, join } from "node:path";
import { ConfigError } from "../../core/errors.ts";
import { withHistory } from "../../core/history/history.ts";
import type { Inventory } from "../../core/inventory.ts";
import { type Source, services } from "../../core/kinds.ts";
import { atLeast, type Severity, severities } from "../../core/severity.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import { frameworks } from "../../frameworks/index.ts";
import { policyPrefix } from "../../policies/rule-id.ts";
import { type FormatName, fileFormats, formatNames, formats } from "../../reports/index.ts";
import { printable } from "../../reports/text.ts";
import { readInventory, serializeInventory } from "../../runtime/inventory-file.ts";
import { type EstateRequest, readEstate } from "../../runtime/read-estate.ts";
import { answerable, chosenRules, judgeInventory, sourcesOf } from "../../runtime/scan.ts";
import { type ScanSettings, scanSettings } from "../../runtime/scan-settings.ts";
import { readSnapshot } from "../../runtime/snapshot-file.ts";
import { writeFileWhole } from "../../sinks/filesystem.ts";
import { addressOf } from "../../sinks/s3/layout.ts";
import type { Published } from "../../sinks/s3/publish.ts";
import { parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import { showProgress } from "../progress.ts";
import { colours, type Terminal, width, write } from "../terminal.ts";

/** The options of `parapet scan`. */
export const scanOptions = {
	profile: { type: "string", value: "NAME", help: "Profile of the AWS configuration files (SSO profiles too)." },
	region: { type: "list", value: "REGION", help: "Region to scan; may be repeated. Default: the one of the environment or the profile." },
	"all-regions": { type: "boolean", help: "Every region that the account has enabled." },
	"role-arn": {
		type: "list",
		value: "ARN",
		help: "Role to assume; may be repeated, one account each. With --organization: the role's name, the same in every account.",
	},
	"external-id": { type: "string", value: "ID", help: "ExternalId for the roles." },
	organization: { type: "boolean", help: "Every active account of the AWS organization." },
	database: {
		type: "list",
		whole: true,
		value: "URL",
		help: "Read a database from within: postgres://user@host:5432/db, mysql:// or mariadb://; may be repeated. AWS is then read only with --region, --all-regions, --role-arn or --organization. Password: PGPASSWORD, MYSQL_PWD, a file, a secret or ?auth=iam.",
	},
	"database-secret": {
		type: "list",
		value: "ARN",
		help: "Secret in the form of RDS with the login (read with GetSecretValue); one for each --database, or alone when it names the host.",
	},
	"database-ca": {
		type: "string",
		value: "FILE",
		help: "Certificate authorities (PEM) beside those of Node, such as RDS's global-bundle.pem.",
	},
	"database-password-file": { type: "string", value: "FILE", help: "The password for databases whose URL has none." },
	kubeconfig: {
		type: "string",
		value: "FILE",
		help: "Read a Kubernetes cluster from within, by the current context of this kubeconfig. As with --database, AWS is then read only when it is asked for.",
	},
	context: {
		type: "list",
		whole: true,
		value: "NAME",
		help: "Context of --kubeconfig, or of the kubeconfig that kubectl uses (KUBECONFIG, ~/.kube/config); may be repeated.",
	},
	cluster: {
		type: "list",
		value: "NAME",
		help: "Read an EKS cluster from within, by name or ARN, with the credentials of --profile or each --role-arn; may be repeated. A name is looked up in AWS_REGION or the regions of --region, which also scans AWS there; an ARN needs neither.",
	},
	namespace: { type: "list", value: "NAME", help: "Only this namespace of the clusters; may be repeated." },
	service: { type: "list", value: "NAME", help: "Only this service; may be repeated.", allowed: services },
	rule: { type: "list", value: "ID", help: "Only this rule; may be repeated." },
	framework: {
		type: "list",
		value: "ID",
		help: "Only rules that serve this framework.",
		allowed: frameworks.map((framework) => framework.id),
	},
	severity: { type: "string", value: "LEVEL", help: "Only rules of this severity and worse.", allowed: severities },
	config: {
		type: "string",
		value: "FILE",
		help: "Configuration file. Default: parapet.config.{ts,mjs,json,yaml,yml} of this directory, when there is one.",
	},
	suppressions: { type: "string", value: "FILE", help: "Suppression file (see: parapet help suppressions)." },
	policy: {
		type: "list",
		value: "PATH",
		help: "Policies in Rego, compiled: a bundle.tar.gz, a folder of them, s3://bucket/key or s3://bucket/prefix/, or shipped for those that come with Parapet; may be repeated.",
	},
	inventory: {
		type: "string",
		value: "FILE",
		help: "Judge a saved inventory instead of reading AWS; no credentials are needed. Databases and clusters that are named beside it are read now.",
	},
	"save-inventory": { type: "string", value: "FILE", help: "Keep what was read, to judge it again later." },
	previous: {
		type: "string",
		value: "SNAPSHOT",
		help: "The snapshot before this one: findings and database connections keep the time when they were first seen.",
	},
	alert: {
		type: "boolean",
		help: "Send what changed since --previous, or since the last published snapshots, to the targets of the configuration (alerts:); see parapet help alert.",
	},
	publish: {
		type: "string",
		value: "S3",
		help: "Publish the snapshot to s3://bucket/prefix and show what changed since the last published one of each scope.",
	},
	"publish-kms-key": {
		type: "string",
		value: "ARN",
		help: "KMS key that encrypts what is published. Default: what the bucket does itself.",
	},
	"publish-owner": { type: "string", value: "ACCOUNT", help: "Account that the bucket must belong to." },
	"no-publish": { type: "boolean", help: "Do not publish, whatever the configuration says." },
	format: { type: "list", value: "FORMAT", help: "What goes to standard output. Default: table.", allowed: formatNames },
	"output-dir": { type: "string", value: "DIR", help: "Where the files go. Default: parapet-out/<snapshot id>." },
	"no-files": { type: "boolean", help: "Write no files, only standard output." },
	"fail-on": {
		type: "string",
		value: "LEVEL",
		help: "Exit with 3 when something of this severity or worse fails. Default: low.",
		allowed: [...severities, "none"],
	},
	"allow-incomplete": { type: "boolean", help: "Do not exit with 2 when something could not be read." },
	concurrency: { type: "string", value: "N", help: "Calls in flight at most, over all regions and accounts. Default: 32." },
} as const;

/** `parapet scan`. */
export const scan: Command = {
	name: "scan",
	summary: "Scan databases and clusters in AWS, judge them, and report",
	usage: [
		"scan [options]",
		"scan --database URL [options]",
		"scan --kubeconfig FILE [options]",
		"scan --cluster NAME [options]",
		"scan --inventory FILE [options]",
	],
	about:
		"Reads RDS, Aurora, EKS and what is around them (KMS, Secrets Manager, CloudWatch, security groups, Backup, IAM, GuardDuty) with read-only calls, judges every resource, prints the report and writes it in all formats as files. What could not be read is reported as such and never passes.\n\nExit codes: 0 nothing fails at or above --fail-on; 3 something does; 2 nothing fails, but the scan is incomplete; 1 it could not run.",
	options: scanOptions,
	groups: {
		profile: "Accounts and regions of AWS",
		database: "Databases from within",
		kubeconfig: "Clusters from within",
		service: "What is judged, and by what",
		inventory: "What was read or judged before",
		alert: "Telling others",
		format: "Output and exit code",
		concurrency: "Speed",
	},
	examples: [
		["the current credentials, all regions", "parapet scan --all-regions"],
		[
			"another account, through a role",
			"parapet scan --role-arn arn:aws:iam::111122223333:role/ParapetScanner --external-id 7f3c --region eu-west-1",
		],
		[
			"the whole organization, in CI, failing on high and worse",
			"parapet scan --organization --role-arn ParapetScanner --all-regions --fail-on high",
		],
		["keep every scan in S3, and see what changed", "parapet scan --all-regions --publish s3://acme-parapet/prod"],
		["one question, as JSON", "parapet scan --rule rds-instance-not-public --format json | jq '.findings[].resource.arn'"],
		["the inside of a database, without AWS", "parapet scan --database 'postgres://parapet_scanner@db.example.com:5432/orders'"],
		["the inside of an EKS cluster, and AWS around it", "parapet scan --cluster prod --region eu-west-1"],
		[
			"the inside of any cluster, two namespaces",
			"parapet scan --kubeconfig ~/.kube/config --context prod --namespace orders --namespace billing",
		],
		["the organisation's own policies too", "parapet scan --policy policies/bundle.tar.gz --policy s3://acme-policies/parapet/"],
		["read once, judge often", "parapet scan --save-inventory estate.json && parapet scan --inventory estate.json --framework pci-dss"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, scanOptions, "scan");
		if (positionals.length > 0) throw new ConfigError(`Unexpected argument "${positionals[0]}". See: parapet scan --help`);
		const settings = await scanSettings(values);
		const startedAt = terminal.now();
		const stored = values.inventory ? await readInventory(values.inventory) : undefined;
		// A saved inventory stands for AWS; databases and clusters that the command line names are read beside it.
		const live = stored === undefined || settings.named;
		const sources = new Set([...(stored ? sourcesOf(stored.inventory) : settings.sources), ...(live ? settings.sources : [])]);
		const policies = await loadedPolicies(settings, sources, terminal);
		const rules = answerable(chosenRules(settings.selection, settings.rules, policies?.further), sources);
		if (rules.length === 0) throw new ConfigError("No rule is left to run: the filters exclude all of them.");
		const previous = values.previous ? await readSnapshot(values.previous, terminal.environment) : undefined;
		if (values.alert) assertAlerts(settings, previous);

		const inventory = live
			? await read(settings, rules, terminal, { stored: stored?.inventory, previous: previous?.estate?.connections })
			: stored.inventory;
		const collectedAt = live ? undefined : Date.parse(stored.savedAt);
		const finishedAt = collectedAt ?? terminal.now();
		if (values["save-inventory"]) await save(values["save-inventory"], finishedAt, inventory, terminal);
		const judged = await policies?.judge(inventory, rules, finishedAt);
		await warn(judged?.warnings ?? [], terminal);
		const made = judgeInventory(judged ? { ...inventory, errors: [...inventory.errors, ...judged.errors] } : inventory, {
			rules: judged?.rules ?? rules,
			frameworks: judged?.frameworks,
			selection: settings.selection,
			namespaces: settings.kubernetes?.namespaces,
			settings: settings.rules,
			suppressions: settings.suppressions,
			previous,
			startedAt: collectedAt ?? startedAt,
			finishedAt,
			unique: terminal.newId(),
		});
		const publication = await prepared(made, inventory, settings, terminal);
		// What could not be judged this time is carried, so that the next comparison is with what was last known.
		const snapshot = publication?.snapshot ?? withHistory(made, previous).snapshot;
		try {
			await report(snapshot, settings, values["no-files"] === true, terminal);
			const { published, failure } = (await publication?.publish()) ?? { published: [] };
			const code = exitCode(snapshot, settings);
			// Of what was published nobody else will tell.
			const alerted = values.alert ? await alert(previous, snapshot, published, settings, terminal) : 0;
			if (failure) throw failure;
			return Math.max(code, alerted);
		} finally {
			publication?.close();
		}
	},
};

/** 3 when something fails that counts, 2 when nothing does but something is unknown, else 0. */
export function exitCode(
	{ findings, collectionErrors }: Pick<Snapshot, "findings" | "collectionErrors">,
	settings: Pick<ScanSettings, "failOn" | "allowIncomplete">,
): number {
	const { failOn, allowIncomplete } = settings;
	const open = findings.filter((finding) => finding.suppressedBy === undefined);
	if (failOn !== "none" && open.some((finding) => finding.verdict === "fail" && atLeast(finding.severity, failOn))) return 3;
	const incomplete = collectionErrors.length > 0 || open.some((finding) => finding.verdict === "indeterminate");
	return incomplete && !allowIncomplete ? 2 : 0;
}

const read = (
	settings: ScanSettings,
	rules: ReturnType<typeof chosenRules>,
	terminal: Terminal,
	known: Pick<EstateRequest, "stored" | "previous">,
): Promise<Inventory> =>
	readEstate({
		...known,
		settings,
		rules,
		environment: terminal.environment,
		now: terminal.now,
		progress: () => showProgress(terminal),
		warn: (warnings) => warn(warnings, terminal),
	});

/** Policies are loaded before anything is read, so that a broken bundle is told at once; nothing of them when none is asked for. */
async function loadedPolicies(settings: ScanSettings, sources: ReadonlySet<Source>, terminal: Terminal) {
	if (settings.policies.paths.length === 0 && !settings.policies.shipped) {
		assertNoPolicyNamed(settings);
		return undefined;
	}
	const { preparePolicies } = await import("../../runtime/prepare-policies.ts");
	const prepared = await preparePolicies(settings, sources, terminal.environment);
	await warn(prepared.warnings, terminal);
	return prepared;
}

function assertNoPolicyNamed({ selection }: ScanSettings): void {
	const named = selection.rules?.find((id) => id.startsWith(policyPrefix));
	if (named) throw new ConfigError(`${named} is the rule of a policy, and no policies are loaded: --policy PATH.`);
}

/** Alerts are about what changed, and go where the configuration says: both is known before anything is read. */
function assertAlerts(settings: ScanSettings, previous: Snapshot | undefined): void {
	if (previous === undefined && settings.publish === undefined)
		throw new ConfigError("--alert needs --previous SNAPSHOT or --publish: alerts are about what changed since then.");
	if (settings.alerts === undefined) throw new ConfigError("--alert needs alerts: in the configuration file, which says where they go.");
}

/** Alerts of what changed since --previous, or since what was published before of each scope. */
async function alert(
	previous: Snapshot | undefined,
	snapshot: Snapshot,
	published: readonly Published[],
	{ alerts }: ScanSettings,
	terminal: Terminal,
): Promise<number> {
	if (alerts === undefined) return 0;
	const { planAlerts, planAlertsOf } = await import("../../runtime/send-alerts.ts");
	const changed = published.flatMap(({ before, snapshot: after, drift }) => (before && drift ? [{ before, after, drift }] : []));
	const { scanAlertBudget, send } = await import("./alert.ts");
	return send(
		await (previous ? planAlerts(previous, snapshot, alerts) : planAlertsOf(changed, alerts)),
		alerts,
		scanAlertBudget,
		terminal,
		terminal.stderr,
	);
}

/** The scan in the history of what was published before, when it is to be published; AWS's part for it is loaded only then. */
async function prepared(snapshot: Snapshot, { resources }: Inventory, { publish, access }: ScanSettings, terminal: Terminal) {
	if (!publish) return undefined;
	const { preparePublication } = await import("../../runtime/publish.ts");
	const { publishedText } = await import("../published.ts");
	const publication = await preparePublication(snapshot, resources, publish, {
		profile: access.profile,
		environment: terminal.environment,
	});
	const address = addressOf(publish.bucket, publish.prefix);
	return {
		...publication,
		/** What was published, and what kept the rest from it. */
		async publish(): Promise<{ published: readonly Published[]; failure?: ConfigError }> {
			let done: readonly Published[] = [];
			const tell = (published: readonly Published[]) => {
				done = published;
				return write(terminal.stderr, publishedText(published, address));
			};
			try {
				await publication.publish(tell);
				return { published: done };
			} catch (failure) {
				if (!(failure instanceof ConfigError)) throw failure;
				return { published: done, failure };
			}
		},
	};
}

const warn = (warnings: readonly string[], terminal: Terminal): Promise<void> =>
	write(
		terminal.stderr,
		warnings.map((warning) => `warning: ${printable(warning)}\n`),
	);

async function save(path: string, at: number, inventory: Inventory, terminal: Terminal): Promise<void> {
	await writeFileWhole(dirname(path), basename(path), [serializeInventory({ savedAt: new Date(at).toISOString(), inventory })]);
	await write(terminal.stderr, [`Inventory: ${path}\n`]);
}

async function report(snapshot: Snapshot, settings: ScanSettings, stdoutOnly: boolean, terminal: Terminal): Promise<void> {
	const style = { colour: colours(terminal.stdout, terminal.environment), width: width(terminal.stdout) };
	for (const name of settings.formats) await write(terminal.stdout, (await formats[name].load())(snapshot, style));
	if (stdoutOnly) return;
	const directory = settings.outputDir ?? join("parapet-out", snapshot.id);
	const written: string[] = [];
	for (const format of fileFormats)
		written.push(await writeFileWhole(directory, format.file, (await format.load())(snapshot, { ...style, colour: false })));
	await write(terminal.stderr, [`\nWritten to ${directory}: ${written.map((path) => basename(path)).join(", ")}\n`]);
}

/** What the options allow, for the types of the settings. */
export type ScanValues = ReturnType<typeof parseArguments<typeof scanOptions>>["values"];
export type { FormatName, Severity };
