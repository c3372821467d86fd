import {
	type BackupPlansListMember,
	type BackupSelection,
	DescribeRegionSettingsCommand,
	GetBackupPlanCommand,
	GetBackupSelectionCommand,
	ListBackupPlansCommand,
	ListBackupSelectionsCommand,
	ListBackupVaultsCommand,
	ListReportPlansCommand,
} from "@aws-sdk/client-backup";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { BackupCoverage } from "../../../core/resources/rds.ts";
import type { BackupFacts, BackupResourceType } from "../../ports.ts";
import { allSeen, mapSeen, whole } from "../shapes.ts";
import { selects } from "./selection.ts";

interface Plan {
	readonly id: string;
	readonly name: string;
	readonly vaults: readonly string[];
	readonly selections: Observed<readonly BackupSelection[]>;
}

/**
 * AWS Backup of a region: vaults, plans with their selections, report plans, and the service opt-in, which is only asked for when there is
 * a selection.
 */
export async function buildBackup(aws: AwsCaller): Promise<BackupFacts> {
	const [vaults, listed, reports] = await Promise.all([
		aws.list(
			"backup",
			(NextToken) => new ListBackupVaultsCommand({ MaxResults: 1000, NextToken }),
			(page) => page.BackupVaultList,
			(page) => page.NextToken,
		),
		aws.list(
			"backup",
			(NextToken) => new ListBackupPlansCommand({ MaxResults: 1000, NextToken }),
			(page) => page.BackupPlansList,
			(page) => page.NextToken,
		),
		aws.list(
			"backup",
			(NextToken) => new ListReportPlansCommand({ MaxResults: 1000, NextToken }),
			(page) => page.ReportPlans,
			(page) => page.NextToken,
		),
	]);
	const plans = await Promise.all(listed.items.map((plan) => readPlan(aws, plan)));
	const hasSelections = plans.some(({ selections }) => !("value" in selections) || selections.value.length > 0);
	const optIn = hasSelections ? await aws.call("backup", new DescribeRegionSettingsCommand({})) : undefined;
	const optedIn = (type: BackupResourceType): Observed<boolean> => {
		if (!optIn) return seen(true);
		if ("unread" in optIn) return optIn;
		const choice = optIn.value.ResourceTypeOptInPreference?.[type];
		return choice === undefined ? unread(incomplete("backup", "DescribeRegionSettings", `the opt-in of ${type}`)) : seen(choice);
	};
	const locks = new Map(vaults.items.map((vault) => [vault.BackupVaultName, vault.Locked ?? false]));

	const coverageBy = (
		{ id, name, vaults: targets, selections }: Plan,
		target: Parameters<typeof selects>[1],
	): Observed<BackupCoverage["plans"]> => {
		if ("unread" in selections) return selections;
		const verdicts = allSeen(
			selections.value.map((selection) => mapSeen(selects(selection, target), (chosen) => (chosen ? [selection.SelectionName ?? ""] : []))),
		);
		// One entry for each vault that the plan's rules write to; one without a vault when the plan itself could not be read.
		return mapSeen(verdicts, (chosen) =>
			chosen
				.flat()
				.flatMap((selectionName) =>
					targets.length === 0
						? [{ planId: id, planName: name, selectionName }]
						: targets.map((vault) => ({ planId: id, planName: name, selectionName, vault, vaultLocked: locks.get(vault) })),
				),
		);
	};
	return {
		vaults,
		plans: mapSeen(whole(listed), (all) => all.length),
		reportPlans: mapSeen(whole(reports), (all) => all.length),
		coverage(arn, tags, type = arn.split(":")[5] === "cluster" ? "Aurora" : "RDS") {
			if (listed.failure) return unread(listed.failure);
			const target = { arn, type, tags, optedIn: optedIn(type) };
			return mapSeen(allSeen(plans.map((plan) => coverageBy(plan, target))), (covering) => ({ plans: covering.flat() }));
		},
	};
}

async function readPlan(aws: AwsCaller, listed: BackupPlansListMember): Promise<Plan> {
	const id = listed.BackupPlanId ?? "";
	const [plan, selections] = await Promise.all([
		aws.call("backup", new GetBackupPlanCommand({ BackupPlanId: id })),
		aws.list(
			"backup",
			(NextToken) => new ListBackupSelectionsCommand({ BackupPlanId: id, MaxResults: 1000, NextToken }),
			(page) => page.BackupSelectionsList,
			(page) => page.NextToken,
		),
	]);
	const read = await Promise.all(
		selections.items.map(async ({ SelectionId }): Promise<Observed<BackupSelection>> => {
			const answer = await aws.call("backup", new GetBackupSelectionCommand({ BackupPlanId: id, SelectionId }));
			if ("unread" in answer) return answer;
			const { BackupSelection: selection } = answer.value;
			return selection ? seen(selection) : unread(incomplete("backup", "GetBackupSelection", "BackupSelection"));
		}),
	);
	const rules = "value" in plan ? (plan.value.BackupPlan?.Rules ?? []) : [];
	return {
		id,
		name: listed.BackupPlanName ?? id,
		vaults: [...new Set(rules.flatMap(({ TargetBackupVaultName }) => TargetBackupVaultName ?? []))],
		selections: selections.failure ? unread(selections.failure) : allSeen(read),
	};
}
