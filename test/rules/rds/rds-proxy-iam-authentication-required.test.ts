import { rdsProxyIamAuthenticationRequired } from "../../../shared/rules/rds/rds-proxy-iam-authentication-required.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsProxyIamAuthenticationRequired, {
	pass: [
		{ name: "required for the only secret", says: "requires IAM", evidence: { iamAuth: ["REQUIRED"] } },
		{
			name: "end-to-end IAM without secrets",
			with: { auth: [], defaultAuthScheme: "IAM_AUTH" },
			evidence: { defaultAuthScheme: "IAM_AUTH" },
		},
	],
	fail: [
		{ name: "disabled", with: { auth: [{ iam: "DISABLED" }] }, says: "1 of its 1 secrets", evidence: { iamAuth: ["DISABLED"] } },
		{ name: "allowed only, SQL Server", with: { auth: [{ iam: "ENABLED" }] } },
		{ name: "required for one of two", with: { auth: [{ iam: "REQUIRED" }, { iam: "DISABLED" }] }, says: "1 of its 2 secrets" },
		{ name: "end-to-end IAM beside a secret without", with: { auth: [{ iam: "DISABLED" }], defaultAuthScheme: "IAM_AUTH" } },
	],
	indeterminate: [
		{ name: "AWS reported no authentication", with: { auth: [] }, says: "neither" },
		{ name: "no secrets, and no default", with: { auth: [], defaultAuthScheme: "NONE" }, says: "neither" },
		{ name: "AWS did not say", with: { auth: [{}] }, says: "IAMAuth" },
	],
});
