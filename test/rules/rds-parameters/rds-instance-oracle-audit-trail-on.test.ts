import { rdsInstanceOracleAuditTrailOn } from "../../../shared/rules/rds-parameters/rds-instance-oracle-audit-trail-on.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, grouped, oracle, oracleInstance } from "./support.ts";

testRule(
	rdsInstanceOracleAuditTrailOn,
	{
		pass: [
			{ name: "DB" },
			...["os", "DB,EXTENDED", "db, extended", "DB_EXTENDED", "XML", "XML,EXTENDED", "TRUE"].map((value) => ({
				name: value,
				with: { ...oracle({ audit_trail: value }) },
			})),
		],
		fail: [
			{ name: "waiting for the reboot", with: { ...grouped("pending-reboot") }, says: "not in force until the reboot" },
			...["NONE", "none", "FALSE", "", "NODB"].map((value) => ({
				name: `"${value}"`,
				with: { ...oracle({ audit_trail: value }) },
				says: "must be DB, OS or XML",
			})),
		],
		notApplicable: [
			{ name: "another engine", with: { engine: "postgres" }, says: "postgres" },
			{ name: "RDS Custom", with: { engine: "custom-oracle-ee" }, says: "custom-oracle-ee" },
			{ name: "Oracle 23", with: { engineVersion: "23.0.0.0" }, says: "unified auditing from 23 on" },
		],
		indeterminate: [
			{
				name: "the group names no value",
				with: { ...oracle({ audit_trail: undefined }) },
				says: "audit_trail is not in the parameter group",
			},
			{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
		],
	},
	oracleInstance,
);
