import { createHash } from "node:crypto";
import type { Finding } from "../../core/finding.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import type { ImportedFinding, ProvidedFinding } from "./asff.ts";
import type { Told, ToldFinding } from "./told.ts";

/** Which passes are told: those that end a failure that was told, or all of them. */
export type Passes = "afterFailure" | "all";

/** One finding to import, and what is known of Security Hub once it has arrived. */
export interface HubChange {
	readonly uid: string;
	readonly finding: ImportedFinding;
	readonly after: ToldFinding;
}

/** What has to be told, and who need not be remembered any more. */
export interface HubPlan {
	readonly changes: readonly HubChange[];
	readonly forget: readonly string[];
}

/** The findings of a snapshot in ASFF, as `securityFindings` of reports makes them. */
export type SecurityFindings = (
	snapshot: Snapshot,
	findings: Iterable<Finding>,
) => Iterable<{ readonly finding: Finding; readonly asff: ProvidedFinding }>;

const day = 24 * 60 * 60_000;

/** Security Hub deletes what was archived and not updated for 30 days, and anything that was not updated for 90 (Security Hub User Guide, "Creating and updating findings"). */
const archivedDays = 30;

/**
 * Everything that is there is told again about once a week, on different days: far from the 90 days after which Security Hub forgets, and each
 * time is paid for.
 */
const refreshAfter = (uid: string): number => (6 + Number.parseInt(uid.at(-1) ?? "0", 16) / 16) * day;

/**
 * What Security Hub must be told after a scan of one scope. Failures and what could not be judged are there; a pass ends what was there, and so
 * does a suppression or the end of the resource: such findings are archived. What could not be read stays as it was last known. Pure.
 */
export function planHub(snapshot: Snapshot, told: Told | undefined, passes: Passes, inAsff: SecurityFindings): HubPlan {
	const known = new Map(Object.entries(told?.findings ?? {}));
	const { active, ended } = sorted(snapshot, known, passes);
	const changes: HubChange[] = [];
	for (const { finding, asff } of inAsff(snapshot, active.keys())) {
		const since = active.get(finding) ?? snapshot.finishedAt;
		const before = known.get(finding.uid);
		const hash = hashOf(asff);
		if (before && !before.archived && !isDue(finding.uid, before, snapshot) && (before.hash === hash || before.refused === hash)) continue;
		changes.push(changeOf(finding.uid, { ...asff, LastObservedAt: since }, hash, "ACTIVE", snapshot, before));
	}
	for (const { finding, asff } of inAsff(snapshot, ended)) {
		const before = known.get(finding.uid);
		if (before) changes.push(changeOf(finding.uid, asff, hashOf(asff), "ARCHIVED", snapshot, before));
	}
	const seen = new Set([...active.keys(), ...ended].map(({ uid }) => uid));
	const forget: string[] = [];
	for (const [uid, before] of known) {
		if (before.archived) {
			if (Date.parse(snapshot.finishedAt) - Date.parse(before.updatedAt) > archivedDays * day && !seen.has(uid)) forget.push(uid);
		} else if (!seen.has(uid) && isGone(before, snapshot)) changes.push(gone(uid, before, snapshot));
	}
	return { changes, forget };
}

interface Sorted {
	/** With the time when each was last observed. */
	readonly active: ReadonlyMap<Finding, string>;
	/** No longer there, of those that were told. */
	readonly ended: readonly Finding[];
}

function sorted(snapshot: Snapshot, known: ReadonlyMap<string, ToldFinding>, passes: Passes): Sorted {
	const active = new Map<Finding, string>();
	const ended: Finding[] = [];
	const carried = new Map(snapshot.carried?.map((each) => [each.finding.uid, each]));
	const place = (finding: Finding, observedAt: string) => {
		const isTold = finding.verdict === "fail" || finding.verdict === "indeterminate" || passes === "all";
		if (isTold && finding.suppressedBy === undefined) active.set(finding, observedAt);
		else {
			const before = known.get(finding.uid);
			if (before && !before.archived) ended.push(finding);
		}
	};
	for (const finding of snapshot.findings) {
		// What fails and could not be looked at goes on failing.
		if (finding.verdict === "indeterminate" && carried.has(finding.uid)) continue;
		carried.delete(finding.uid);
		place(finding, snapshot.finishedAt);
	}
	for (const { finding, knownAt } of carried.values()) place(finding, knownAt);
	return { active, ended };
}

const isDue = (uid: string, { updatedAt }: ToldFinding, { finishedAt }: Snapshot): boolean =>
	Date.parse(finishedAt) - Date.parse(updatedAt) >= refreshAfter(uid);

/** Failures that could not be read are carried; passes are not, so that one which is missing says nothing unless everything was read. */
const isGone = ({ status }: ToldFinding, { collectionErrors, scope }: Snapshot): boolean =>
	status !== "PASSED" ||
	(collectionErrors.length === 0 && !(scope.services ?? scope.rules ?? scope.frameworks ?? scope.severity ?? scope.namespaces));

function changeOf(
	uid: string,
	asff: ProvidedFinding,
	hash: string,
	RecordState: "ACTIVE" | "ARCHIVED",
	snapshot: Snapshot,
	before: ToldFinding | undefined,
): HubChange {
	const { Workflow, Note: _, Severity, Types, ...provided } = asff;
	const updatedAt = laterThan(before, snapshot);
	const [resource = { Type: "Other", Id: "-", Partition: "aws", Region: "-" }] = asff.Resources;
	const createdAt = before?.createdAt ?? asff.CreatedAt;
	return {
		uid,
		// Severity and types of what is there may have been changed by people; a provider speaks through FindingProviderFields then.
		finding: { ...provided, ...(before ? {} : { Workflow, Severity, Types }), CreatedAt: createdAt, UpdatedAt: updatedAt, RecordState },
		after: {
			hash,
			updatedAt,
			createdAt,
			status: asff.Compliance.Status,
			severity: Severity.Label,
			title: asff.Title,
			resource: { Type: resource.Type, Id: resource.Id, Partition: resource.Partition, Region: resource.Region },
			...(RecordState === "ARCHIVED" ? { archived: true as const } : {}),
		},
	};
}

/** Says that something is no longer there, from what is remembered of it. */
function gone(uid: string, before: ToldFinding, snapshot: Snapshot): HubChange {
	const { account, partition } = accountOf(snapshot);
	const { Region } = before.resource;
	const updatedAt = laterThan(before, snapshot);
	const ruleId = uid.slice(0, uid.lastIndexOf("/"));
	const type = "Software and Configuration Checks/AWS Security Best Practices";
	return {
		uid,
		finding: {
			SchemaVersion: "2018-10-08",
			Id: `parapet/${uid}`,
			ProductArn: `arn:${partition}:securityhub:${Region}:${account}:product/${account}/default`,
			GeneratorId: `parapet/${ruleId}`,
			AwsAccountId: account,
			FirstObservedAt: before.createdAt,
			LastObservedAt: before.updatedAt,
			CreatedAt: before.createdAt,
			UpdatedAt: updatedAt,
			Title: before.title,
			Description: "What this was about is no longer there, or its rule is no longer asked.",
			ProductFields: { ProviderName: "Parapet", RuleId: ruleId, SnapshotId: snapshot.id },
			Resources: [before.resource],
			// As Security Hub says it of its own controls.
			Compliance: { Status: "NOT_AVAILABLE", SecurityControlId: ruleId },
			FindingProviderFields: {
				Severity: { Label: before.severity, Original: before.severity.toLowerCase() as Finding["severity"] },
				Types: [type],
			},
			RecordState: "ARCHIVED",
		},
		after: { ...before, hash: "", updatedAt, archived: true },
	};
}

/** Where the findings of the scope are. */
function accountOf({ scope }: Snapshot): { readonly account: string; readonly partition: string } {
	const [first] = scope.scopes;
	return { account: first?.account ?? "-", partition: first?.partition ?? "aws" };
}

/** The end of the scan; a moment after what was told before when that is not later, since Security Hub passes over what is not. */
function laterThan(before: ToldFinding | undefined, { finishedAt }: Snapshot): string {
	if (!before || Date.parse(finishedAt) > Date.parse(before.updatedAt)) return finishedAt;
	return new Date(Date.parse(before.updatedAt) + 1).toISOString();
}

/** Of everything but what differs in every scan. */
function hashOf({ UpdatedAt: _, LastObservedAt: __, CreatedAt: ___, ProductFields, Note: ____, ...finding }: ProvidedFinding): string {
	const { SnapshotId: _____, ProviderVersion: ______, ...fields } = ProductFields;
	return createHash("sha256")
		.update(JSON.stringify([finding, fields]))
		.digest("hex")
		.slice(0, 16);
}
