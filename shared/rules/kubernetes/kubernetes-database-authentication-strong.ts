import { Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { byOperator, databaseContainers, databaseOf, noDatabase } from "./judge/database.ts";
import { isOfficial, majorOf } from "./judge/image.ts";
import { nameOf } from "./judge/name.ts";
import { needAllVariables, variableOf } from "./judge/server.ts";

export const kubernetesDatabaseAuthenticationStrong = defineRule({
	id: "kubernetes-database-authentication-strong",
	title: "PostgreSQL in a pod is set up with SCRAM passwords",
	severity: "medium",
	resource: "kubernetes.Workload",
	risk: "MD5 hashes log in by themselves when stolen; cleartext passwords are read by whoever listens or sits in the server.",
	recommendation: "Set POSTGRES_HOST_AUTH_METHOD=scram-sha-256, and change pg_hba.conf and the passwords of volumes that exist already.",
	links: ["https://www.postgresql.org/docs/current/auth-password.html"],
	related: {},
	evaluate(workload) {
		const database = databaseOf(workload);
		if (!database) return noDatabase(workload);
		const called = nameOf(workload);
		if (database.engine !== "postgres") return notApplicable(`${called} is no PostgreSQL.`);
		if (database.by === "operator") return byOperator(workload);
		const method = variableOf(workload, "POSTGRES_HOST_AUTH_METHOD");
		if (method !== undefined) {
			if (method === "trust") return notApplicable(`${called} trusts, which kubernetes-database-no-trust judges.`);
			const evidence = { method };
			return method === "md5" || method === "password"
				? fail(`${called} sets POSTGRES_HOST_AUTH_METHOD = ${quoted(method)}.`, evidence)
				: pass(`${called} sets POSTGRES_HOST_AUTH_METHOD = ${quoted(method)}.`, evidence);
		}
		needAllVariables(workload, "POSTGRES_HOST_AUTH_METHOD");
		const image = databaseContainers(workload)[0]?.image ?? "";
		const major = isOfficial(image, "postgres") ? majorOf(image) : undefined;
		if (major === undefined) throw new Unobserved(`${called} leaves the method to its image, whose release is not known.`);
		const evidence = { method: null, release: major };
		return major >= 14
			? pass(`${called} leaves the method to PostgreSQL ${major}, which takes SCRAM.`, evidence)
			: fail(`${called} leaves the method to PostgreSQL ${major}, which takes MD5.`, evidence);
	},
});
