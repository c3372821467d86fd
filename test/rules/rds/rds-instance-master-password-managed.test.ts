import { rdsInstanceMasterPasswordManaged } from "../../../shared/rules/rds/rds-instance-master-password-managed.ts";
import { testRule } from "../../support/rule-table.ts";

const unmanaged = { masterSecret: undefined, masterSecretKey: undefined };

testRule(rdsInstanceMasterPasswordManaged, {
	pass: [
		{
			name: "managed",
			says: "in arn:aws:secretsmanager",
			evidence: { masterSecret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1-AbCdEf" },
		},
	],
	fail: [{ name: "not managed", with: unmanaged, says: "not managed by RDS", evidence: { masterSecret: null } }],
	notApplicable: [
		{ name: "a read replica", with: { ...unmanaged, replicaOf: "main" }, says: "read replica of main" },
		{ name: "RDS Custom", with: { ...unmanaged, engine: "custom-oracle-ee" }, says: "custom-oracle-ee" },
		{ name: "a member of a cluster", with: { ...unmanaged, clusterId: "ledger" }, says: "judged on its cluster" },
	],
});
