import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

/** Broken hashes, whose exchange can be replayed or cracked when it is overheard. */
const weak: readonly string[] = ["MYSQL_NATIVE_PASSWORD", "POSTGRES_MD5"];

export const rdsProxyClientPasswordStrong = defineRule({
	id: "rds-proxy-client-password-strong",
	title: "RDS Proxy authenticates clients by SCRAM or SHA-2, not by MD5 or SHA-1",
	severity: "medium",
	resource: "rds.DbProxy",
	risk: "MD5 and mysql_native_password hashes are cracked quickly, and whoever steals the hash needs no password.",
	recommendation: "Set ClientPasswordAuthType to POSTGRES_SCRAM_SHA_256 or MYSQL_CACHING_SHA2_PASSWORD once all drivers support it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_UserAuthConfig.html"],
	related: {},
	evaluate({ name, auth }) {
		const passwords = auth.filter(({ iam }) => iam !== "REQUIRED");
		const types = passwords.map(({ clientPasswordAuthType }) => reported(clientPasswordAuthType, "ClientPasswordAuthType"));
		const weakTypes = [...new Set(types.filter((type) => weak.includes(type)))];
		const evidence = { clientPasswordAuthTypes: types };
		if (types.length === 0) return pass(`Clients of ${name} log in without passwords, by IAM.`, evidence);
		return weakTypes.length > 0
			? fail(`${name} authenticates clients by ${weakTypes.join(" and ")}.`, evidence)
			: pass(`${name} authenticates clients by ${[...new Set(types)].join(" and ")}.`, evidence);
	},
});
