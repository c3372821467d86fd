import { rdsClusterAutoMinorVersionUpgrade } from "../../../shared/rules/rds/rds-cluster-auto-minor-version-upgrade.ts";
import { testRule } from "../../support/rule-table.ts";
import { multiAzPostgres } from "./cluster-bases.ts";

testRule(
	rdsClusterAutoMinorVersionUpgrade,
	{
		pass: [{ name: "automatic", says: "automatically", evidence: { autoMinorVersionUpgrade: true } }],
		fail: [{ name: "by hand", with: { autoMinorVersionUpgrade: false }, says: "by itself", evidence: { autoMinorVersionUpgrade: false } }],
		notApplicable: [
			{
				name: "a Multi-AZ Aurora cluster, which other scanners fail",
				with: { sort: "aurora", multiAz: true, autoMinorVersionUpgrade: false },
				says: "automatic minor version upgrade is set and judged on its instances",
			},
		],
		indeterminate: [{ name: "AWS did not say", with: { autoMinorVersionUpgrade: undefined }, says: "AutoMinorVersionUpgrade" }],
	},
	multiAzPostgres,
);
