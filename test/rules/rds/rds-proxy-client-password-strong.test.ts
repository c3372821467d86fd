import { rdsProxyClientPasswordStrong } from "../../../shared/rules/rds/rds-proxy-client-password-strong.ts";
import { testRule } from "../../support/rule-table.ts";

const passwords = (...types: string[]) => ({ auth: types.map((clientPasswordAuthType) => ({ iam: "DISABLED", clientPasswordAuthType })) });

testRule(rdsProxyClientPasswordStrong, {
	pass: [
		{ name: "SCRAM", with: passwords("POSTGRES_SCRAM_SHA_256"), says: "POSTGRES_SCRAM_SHA_256" },
		{
			name: "SHA-2 and SQL Server",
			with: passwords("MYSQL_CACHING_SHA2_PASSWORD", "SQL_SERVER_AUTHENTICATION"),
			says: "MYSQL_CACHING_SHA2_PASSWORD and SQL_SERVER_AUTHENTICATION",
		},
		{
			name: "IAM only, so that the type does not matter",
			with: { auth: [{ iam: "REQUIRED", clientPasswordAuthType: "POSTGRES_MD5" }] },
			says: "by IAM",
			evidence: { clientPasswordAuthTypes: [] },
		},
	],
	fail: [
		{ name: "MD5", with: passwords("POSTGRES_MD5"), says: "POSTGRES_MD5", evidence: { clientPasswordAuthTypes: ["POSTGRES_MD5"] } },
		{ name: "SHA-1", with: passwords("MYSQL_NATIVE_PASSWORD"), says: "MYSQL_NATIVE_PASSWORD" },
		{ name: "two weak secrets", with: passwords("POSTGRES_MD5", "MYSQL_NATIVE_PASSWORD"), says: "POSTGRES_MD5 and MYSQL_NATIVE_PASSWORD" },
		{ name: "one weak secret of two", with: passwords("POSTGRES_SCRAM_SHA_256", "POSTGRES_MD5"), says: /by POSTGRES_MD5\.$/ },
	],
	indeterminate: [{ name: "AWS did not say", with: { auth: [{ iam: "DISABLED" }] }, says: "ClientPasswordAuthType" }],
});
