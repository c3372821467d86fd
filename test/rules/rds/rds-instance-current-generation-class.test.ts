import { rdsInstanceCurrentGenerationClass } from "../../../shared/rules/rds/rds-instance-current-generation-class.ts";
import { testRule } from "../../support/rule-table.ts";

const sized = (instanceClass: string) => ({ name: instanceClass, with: { instanceClass } });

testRule(rdsInstanceCurrentGenerationClass, {
	pass: [
		{ name: "a Graviton class", says: "db.m7g.large, of a current generation", evidence: { family: "m7g" } },
		...["db.t3.micro", "db.r5.large.tpc1.mem2x", "db.x1.16xlarge", "db.m5d.large"].map(sized),
		{ ...sized("db.t2.micro"), name: "what the configuration still accepts", parameters: { previousGenerations: ["m1"] } },
	],
	fail: [
		{ ...sized("db.t2.micro"), says: "previous generation t2", evidence: { instanceClass: "db.t2.micro", family: "t2" } },
		...["db.t1.micro", "db.m1.small", "db.m2.xlarge", "db.m3.medium", "db.m4.large", "db.cr1.8xlarge", "db.r3.large", "db.r4.16xlarge"].map(
			sized,
		),
		{ ...sized("db.m4.large"), name: "a member of a cluster", with: { instanceClass: "db.r4.large", clusterId: "ledger" } },
	],
	notApplicable: [
		{ name: "a name of another kind", with: { instanceClass: "xdb.t2.micro" }, says: "xdb.t2.micro" },
		{ name: "Aurora Serverless", with: { instanceClass: "db.serverless", clusterId: "ledger" }, says: "db.serverless" },
	],
	indeterminate: [{ name: "AWS did not say", with: { instanceClass: undefined }, says: "DBInstanceClass" }],
});
