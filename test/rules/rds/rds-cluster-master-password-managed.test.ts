import { rdsClusterMasterPasswordManaged } from "../../../shared/rules/rds/rds-cluster-master-password-managed.ts";
import { testRule } from "../../support/rule-table.ts";

const secret = { arn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!cluster-1" };

testRule(rdsClusterMasterPasswordManaged, {
	pass: [
		{ name: "managed", says: "RDS manages", evidence: { status: "active" } },
		{ name: "just being rotated", with: { masterSecret: { ...secret, status: "rotating" } } },
		{ name: "managed in a global database all the same", with: { globalCluster: "g" } },
	],
	fail: [
		{ name: "not managed", with: { masterSecret: undefined }, says: "does not manage", evidence: { masterSecret: null } },
		{
			name: "an impaired secret",
			with: { masterSecret: { ...secret, status: "impaired" } },
			says: "impaired",
			evidence: { secretArn: secret.arn },
		},
	],
	notApplicable: [
		{ name: "Aurora Serverless v1", with: { masterSecret: undefined, engineMode: "serverless" }, says: "no managed master password" },
		{ name: "part of a global database", with: { masterSecret: undefined, globalCluster: "g" }, says: "global database g" },
		{ name: "a replica", with: { masterSecret: undefined, replicaOf: "arn:aws:rds:eu-west-1:1:cluster:source" }, says: "replicates from" },
	],
});
