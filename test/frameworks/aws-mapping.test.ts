import { describe, expect, it } from "vitest";
import { indexFrameworks } from "../../shared/core/framework.ts";
import type { AnyRule } from "../../shared/core/rule.ts";
import { frameworks } from "../../shared/frameworks/index.ts";
import { rules as catalogue } from "../../shared/rules/index.ts";

const rules: readonly AnyRule[] = catalogue;
const index = indexFrameworks(frameworks);

const boundary = ["AC-4", "AC-4(21)", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(21)", "SC-7(4)", "SC-7(5)"];
const shared = [
	"AC-21",
	"AC-3",
	"AC-4",
	"AC-4(21)",
	"AC-6",
	"SC-7",
	"SC-7(11)",
	"SC-7(16)",
	"SC-7(20)",
	"SC-7(21)",
	"SC-7(3)",
	"SC-7(4)",
	"SC-7(9)",
];
const encryption = ["CA-9(1)", "CM-3(6)", "SC-13", "SC-28", "SC-28(1)", "SC-7(10)", "SI-7(6)"];
const logs = [
	"AC-2(4)",
	"AC-4(26)",
	"AC-6(9)",
	"AU-10",
	"AU-12",
	"AU-2",
	"AU-3",
	"AU-6(3)",
	"AU-6(4)",
	"CA-7",
	"SC-7(9)",
	"SI-3(8)",
	"SI-4(20)",
	"SI-7(8)",
];
const backups = ["CP-10", "CP-6", "CP-6(1)", "CP-6(2)", "CP-9", "SI-13(5)"];
const zones = ["CP-10", "CP-6(2)", "SC-36", "SC-5(2)", "SI-13(5)"];
const identity = ["AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-6"];
const decryption = [...identity, "AC-2", "AC-5", "AC-6(3)"];
const patches = ["SI-2", "SI-2(2)", "SI-2(4)", "SI-2(5)"];
const tags = ["CA-9(1)", "CM-2", "CM-2(2)"];

/** The NIST SP 800-53 r5 controls that AWS's user guide of Security Hub relates to its own controls. */
const nist: Record<string, readonly string[]> = {
	"RDS.1": shared,
	"RDS.2": boundary,
	"RDS.3": encryption,
	"RDS.4": encryption,
	"RDS.5": zones,
	"RDS.6": ["CA-7", "SI-2"],
	"RDS.7": ["CM-3", "SC-5(2)"],
	"RDS.8": ["CM-3", "SC-5(2)", "SI-13(5)"],
	"RDS.9": [...logs, "SC-7(10)"],
	"RDS.10": identity,
	"RDS.11": [...backups, "SC-5(2)", "SI-12"],
	"RDS.12": identity,
	"RDS.13": patches,
	"RDS.14": backups,
	"RDS.15": zones,
	"RDS.16": tags,
	"RDS.17": tags,
	"RDS.19": ["CA-7", "SI-2"],
	"RDS.20": ["CA-7", "SI-2"],
	"RDS.21": ["CA-7", "SI-2"],
	"RDS.22": ["CA-7", "SI-2"],
	"RDS.23": boundary,
	"RDS.24": ["CA-9(1)", "CM-2"],
	"RDS.25": ["CA-9(1)", "CM-2"],
	"RDS.26": [...backups, "SC-5(2)", "SI-12"],
	"RDS.27": encryption,
	"RDS.34": logs,
	"RDS.35": patches,
	"RDS.40": [...logs, "SC-7(10)"],
	"RDS.42": [...logs, "SC-7(10)"],
	"RDS.45": logs,
	"Backup.1": ["CP-9(8)", "SI-12"],
	"EC2.2": boundary,
	"EC2.18": boundary,
	"EC2.19": [...boundary, "CA-9(1)", "CM-2", "CM-2(2)", "CM-7"],
	"KMS.1": decryption,
	"KMS.2": decryption,
	"KMS.3": ["SC-12", "SC-12(2)"],
	"KMS.4": ["SC-12", "SC-12(2)", "SC-28(3)"],
	"SecretsManager.1": ["AC-2(1)", "AC-3(15)"],
	"SecretsManager.2": ["AC-2(1)", "AC-3(15)"],
	"SecretsManager.4": ["AC-2(1)", "AC-3(15)"],
	"CloudWatch.15": ["AU-6(1)", "AU-6(5)", "CA-7", "IR-4(1)", "SI-4(12)", "SI-4(5)"],
	"CloudWatch.16": ["AU-10", "AU-11", "AU-6(3)", "AU-6(4)", "CA-7", "SI-12"],
	"CloudWatch.17": ["AU-6(1)", "AU-6(5)", "CA-7", "SI-4(12)"],
};

/** The same for PCI DSS 4.0.1. */
const pci: Record<string, readonly string[]> = {
	"RDS.2": ["1.4.4"],
	"RDS.9": ["10.2.1"],
	"RDS.13": ["6.3.3"],
	"RDS.20": ["11.5.2"],
	"RDS.21": ["11.5.2"],
	"RDS.22": ["11.5.2"],
	"RDS.24": ["2.2.2"],
	"RDS.25": ["2.2.2"],
	"RDS.34": ["10.2.1"],
	"RDS.35": ["6.3.3"],
	"RDS.36": ["10.4.2"],
	"RDS.37": ["10.4.2"],
	"GuardDuty.7": ["11.5.1"],
	"GuardDuty.9": ["11.5.1"],
	"KMS.4": ["3.7.4"],
	"SecretsManager.2": ["8.3.9", "8.6.3"],
};

/** Controls of AWS's mapping per Security Hub control that none of our rules for it serves. */
function missing(mapping: Record<string, readonly string[]>, framework: string): Record<string, string[]> {
	const result: Record<string, string[]> = {};
	for (const [control, requirements] of Object.entries(mapping)) {
		const served = rules
			.filter((rule) => rule.related.securityHub?.includes(control))
			.flatMap((rule) => index.get(rule.id)?.[framework] ?? []);
		const lacking = requirements.filter((requirement) => !served.includes(requirement));
		if (lacking.length > 0) result[control] = lacking;
	}
	return result;
}

describe("the mapping that AWS publishes for Security Hub", () => {
	it("is followed for NIST SP 800-53", () => {
		expect(missing(nist, "nist-800-53")).toEqual({});
	});

	it("is followed for PCI DSS", () => {
		expect(missing(pci, "pci-dss")).toEqual({});
	});
});
