import { seen } from "../../../shared/core/observed.ts";
import { eksClusterAccessEntriesRolesOnly } from "../../../shared/rules/eks/eks-cluster-access-entries-roles-only.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const entry = (principal: string) => ({
	principalArn: `arn:aws:iam::111122223333:${principal}`,
	type: "STANDARD",
	groups: [],
	policies: seen([]),
});

testRule(eksClusterAccessEntriesRolesOnly, {
	pass: [
		{ name: "a role", evidence: { entries: 1 } },
		{ name: "a role whose path reads like a user", with: { accessEntries: seen([entry("role/user/x")]) } },
		{ name: "no entry", with: { accessEntries: seen([]) } },
	],
	fail: [
		{
			name: "a user beside a role",
			with: { accessEntries: seen([entry("role/a"), entry("user/ops/bob")]), authenticationMode: "API_AND_CONFIG_MAP" },
			says: "1 IAM users in: arn:aws:iam::111122223333:user/ops/bob",
			evidence: { users: ["arn:aws:iam::111122223333:user/ops/bob"] },
		},
	],
	notApplicable: [{ name: "the config map alone", with: { authenticationMode: "CONFIG_MAP" } }],
	indeterminate: [
		{ name: "the entries could not be read", with: { accessEntries: denied("eks", "ListAccessEntries") } },
		{ name: "AWS did not give the mode", with: { authenticationMode: undefined } },
	],
});
