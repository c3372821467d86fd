import { rdsClusterPublicAccessDisabled } from "../../../shared/rules/rds/rds-cluster-public-access-disabled.ts";
import { testRule } from "../../support/rule-table.ts";
import { multiAzPostgres } from "./cluster-bases.ts";

testRule(
	rdsClusterPublicAccessDisabled,
	{
		pass: [{ name: "no public address", says: "no public address", evidence: { publiclyAccessible: false } }],
		fail: [{ name: "publicly accessible", with: { publiclyAccessible: true }, evidence: { publiclyAccessible: true } }],
		notApplicable: [
			{ name: "Aurora", with: { sort: "aurora", publiclyAccessible: undefined }, says: "public access is set and judged on its instances" },
		],
		indeterminate: [{ name: "AWS did not say", with: { publiclyAccessible: undefined }, says: "PubliclyAccessible" }],
	},
	multiAzPostgres,
);
