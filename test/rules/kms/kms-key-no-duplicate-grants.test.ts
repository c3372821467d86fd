import { seen } from "../../../shared/core/observed.ts";
import { kmsKeyNoDuplicateGrants } from "../../../shared/rules/kms/kms-key-no-duplicate-grants.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const grant = {
	id: "g-1",
	grantee: "arn:aws:iam::111122223333:role/app",
	retiring: "r",
	operations: ["Decrypt", "Encrypt"],
	constrained: false,
};
const beside = (more: Partial<typeof grant>) => ({
	grants: seen([
		{ ...grant, ...more, id: "g-1" },
		{ ...grant, id: "g-2" },
	]),
});
const both = (more: Partial<typeof grant>) => ({
	grants: seen([
		{ ...grant, ...more, id: "g-1" },
		{ ...grant, ...more, id: "g-2" },
	]),
});

testRule(kmsKeyNoDuplicateGrants, {
	pass: [
		{ name: "no grants", evidence: { grants: 0 } },
		{ name: "another grantee", with: beside({ grantee: "arn:aws:iam::111122223333:role/other" }), evidence: { grants: 2 } },
		{ name: "other operations", with: beside({ operations: ["Decrypt"] }) },
		{ name: "another retiring principal", with: beside({ retiring: "s" }) },
		{ name: "constraints that may differ", with: both({ constrained: true }) },
		{ name: "grants of a service", with: both({ grantee: "rds.eu-west-1.amazonaws.com" }) },
	],
	fail: [
		{ name: "two equal ones", with: both({}), says: "1 sets", evidence: { duplicates: [{ ids: ["g-1", "g-2"] }] } },
		{ name: "the same operations in another order", with: beside({ operations: ["Encrypt", "Decrypt"] }) },
	],
	indeterminate: [{ name: "the grants could not be read", with: { grants: denied("kms", "ListGrants") } }],
});
