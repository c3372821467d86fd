import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceOracleEncryptionInTransit } from "../../../shared/rules/rds/rds-instance-oracle-encryption-in-transit.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const native = (mode?: string) => ({
	name: "NATIVE_NETWORK_ENCRYPTION",
	settings: mode === undefined ? {} : { "SQLNET.ENCRYPTION_SERVER": mode },
});
const tls = { name: "SSL", settings: {} };
const groups = (...statuses: string[]) => statuses.map((status, index) => ({ name: `og-${index}`, status }));
const otherPort = privateNetwork(2484);

testRule(
	rdsInstanceOracleEncryptionInTransit,
	{
		pass: [
			{
				name: "native encryption is required",
				says: "requires native network encryption",
				evidence: { nativeNetworkEncryption: "REQUIRED" },
			},
			{ name: "in lower case", with: { options: seen([native("required")]) } },
			{
				name: "TLS, and the plain port closed",
				with: { options: seen([tls]), network: otherPort },
				says: "admit nobody to the plain port 1521",
			},
			{ name: "the group that held it is on its way out", with: { optionGroups: groups("pending-removal") } },
		],
		fail: [
			{ name: "no options", with: { options: seen([]) }, says: "neither", evidence: { nativeNetworkEncryption: null, tls: false } },
			{ name: "other options", with: { options: seen([{ name: "STATSPACK", settings: {} }]) }, says: "neither" },
			{ name: "native encryption by default", with: { options: seen([native()]) }, says: "is REQUESTED", severity: "medium" },
			{ name: "native encryption accepted", with: { options: seen([native("Accepted")]) }, says: "is ACCEPTED", severity: "medium" },
			{ name: "native encryption rejected", with: { options: seen([native("REJECTED")]) }, says: "is REJECTED" },
			{
				name: "TLS beside an open plain port",
				with: { options: seen([tls]) },
				says: "in clear on port 1521",
				severity: "medium",
				evidence: { tls: true },
			},
			...["pending-apply", "pending-maintenance-apply", "applying", "failed"].map((status) => ({
				name: `required, but the group is ${status}`,
				with: { optionGroups: groups(status) },
				says: `only once its option group is applied (${status})`,
			})),
			{
				name: "TLS that is not applied yet",
				with: { options: seen([tls]), network: otherPort, optionGroups: groups("pending-apply") },
				evidence: { waiting: "pending-apply" },
			},
		],
		notApplicable: [
			{ name: "another engine", with: { engine: "postgres" }, says: "postgres" },
			{ name: "RDS Custom for Oracle", with: { engine: "custom-oracle-ee" }, says: "custom-oracle-ee" },
		],
		indeterminate: [
			{ name: "options could not be read", with: { options: denied("rds", "DescribeOptionGroups") }, says: "rds:DescribeOptionGroups" },
			{
				name: "two groups are being exchanged",
				with: { optionGroups: groups("pending-removal", "pending-apply") },
				says: "being exchanged (og-0, og-1)",
			},
			{ name: "TLS on an unknown port", with: { options: seen([tls]), port: undefined }, says: "Endpoint.Port" },
			{
				name: "TLS and the network unread",
				with: { options: seen([tls]), network: denied("ec2", "DescribeSecurityGroups") },
				says: "DescribeSecurityGroups",
			},
		],
	},
	{
		engine: "oracle-ee",
		engineVersion: "19.0.0.0.ru-2026-01.rur-2026-01.r1",
		port: 1521,
		network: privateNetwork(1521),
		options: seen([native("REQUIRED")]),
	},
);
