import { ConfigError } from "../../core/errors.ts";
import { withHistory } from "../../core/history/history.ts";
import { atLeast } from "../../core/severity.ts";
import { isComplete, type Snapshot } from "../../core/snapshot.ts";
import { readInventory } from "../../runtime/inventory-file.ts";
import { answerable, chosenRules, judgeInventory, sourcesOf } from "../../runtime/scan.ts";
import { type ScanSettings, scanSettings } from "../../runtime/scan-settings.ts";
import { readSnapshot } from "../../runtime/snapshot-file.ts";
import { parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import { assertAlerts, loadedPolicies, read, warn } from "./scan/inputs.ts";
import { scanOptions } from "./scan/options.ts";
import { alert, prepared, report, save } from "./scan/outputs.ts";

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
		const publication = await prepared(made, inventory, settings, values.alert === true && previous === undefined, terminal);
		// What could not be judged this time is carried, so that the next comparison is with what was last known.
		const snapshot = publication?.snapshot ?? withHistory(made, previous).snapshot;
		try {
			await report(snapshot, settings, values["no-files"] === true, terminal);
			const { failure } = (await publication?.publish()) ?? {};
			const code = exitCode(snapshot, settings);
			// Of what was published nobody else will tell.
			const alerted = values.alert ? await alert(previous, snapshot, settings, terminal) : 0;
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
	return allowIncomplete || isComplete(collectionErrors, open) ? 0 : 2;
}
