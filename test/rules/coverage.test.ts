import { describe, expect, it } from "vitest";
import type { AnyRule, RelatedRules } from "../../shared/core/rule.ts";
import { rules as catalogue } from "../../shared/rules/index.ts";
import { exceptions } from "./coverage/exceptions.ts";
import { others } from "./coverage/others.ts";
import { prowler } from "./coverage/prowler.ts";
import { securityHub } from "./coverage/security-hub.ts";

const rules: readonly AnyRule[] = catalogue;

/** Per id of another product the rules that name it in `related`. */
function named(product: keyof RelatedRules): Record<string, string[]> {
	const result: Record<string, string[]> = {};
	// Numbers of CIS's own benchmarks are no checks of a product.
	const checks = (rule: AnyRule) => (rule.related[product] ?? []).filter((id) => !id.startsWith("cis-"));
	for (const rule of rules) for (const id of checks(rule)) result[id] = [...(result[id] ?? []), rule.id].toSorted();
	return result;
}

const range = (service: string, from: number, to: number, without: readonly number[] = []) =>
	Array.from({ length: to - from + 1 }, (_, index) => from + index)
		.filter((number) => !without.includes(number))
		.map((number) => `${service}.${number}`);

describe("moving over from other products", () => {
	it.each([
		["Prowler", prowler, "prowler"],
		["Security Hub", securityHub, "securityHub"],
		["Steampipe, CloudSploit, kube-bench and Kubescape", others, "others"],
	] as const)("each check of %s is answered by the rules of the table, and no rule names a check beyond it", (_, table, product) => {
		expect(named(product)).toEqual(table);
	});

	it("each check of Prowler about these services has a rule, database ports included", () => {
		const count = (prefix: string) => Object.keys(prowler).filter((check) => check.startsWith(prefix)).length;
		expect({
			rds: count("rds_"),
			eks: count("eks_"),
			kms: count("kms_"),
			secretsManager: count("secretsmanager_"),
			logGroups: count("cloudwatch_log_group_"),
			filters: count("cloudwatch_log_metric_filter_") + count("cloudwatch_changes_"),
			alarms: count("cloudwatch_alarm_"),
			backup: count("backup_"),
			guardDuty: count("guardduty_"),
			databasePortsOfGroups: count("ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_"),
			databasePortsOfInstances: count("ec2_instance_port_"),
			pods: count("core_"),
			roles: count("rbac_"),
		}).toEqual({
			rds: 35,
			eks: 8,
			kms: 5,
			secretsManager: 5,
			logGroups: 4,
			filters: 15,
			alarms: 2,
			backup: 5,
			guardDuty: 3,
			databasePortsOfGroups: 10,
			databasePortsOfInstances: 10,
			pods: 17,
			roles: 9,
		});
	});

	it("each control of Security Hub about these services has a rule or a documented exception", () => {
		const controls = [
			...range("RDS", 1, 51, [49]),
			...range("EKS", 1, 9, [4, 5]),
			...range("KMS", 1, 5),
			...range("SecretsManager", 1, 5),
			...range("CloudWatch", 1, 17),
			"Backup.1",
			"EC2.2",
			"EC2.18",
			"EC2.19",
			"GuardDuty.5",
			"GuardDuty.7",
			"GuardDuty.9",
		];
		expect(controls.filter((control) => !(control in securityHub) && !(control in exceptions))).toEqual([]);
	});

	it("an exception is not also answered by a rule", () => {
		expect(Object.keys(exceptions).filter((id) => id in prowler || id in securityHub || id in others)).toEqual([]);
	});

	it("each exception says why", () => {
		for (const [id, reason] of Object.entries(exceptions)) expect(reason, id).toMatch(/^[A-Z].{20,}\.$/);
	});
});
