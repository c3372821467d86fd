import type { KubernetesWorkload } from "../../core/resources/index.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";
import { isOff } from "../mysql/judge/variables.ts";
import { byOperator, databaseOf, noDatabase } from "./judge/database.ts";
import { nameOf } from "./judge/name.ts";
import { argumentOf, isYes, needAllVariables, variableOf } from "./judge/server.ts";

export const kubernetesDatabaseNoTrust = defineRule({
	id: "kubernetes-database-no-trust",
	title: "Database in a pod lets nobody in without a password",
	severity: "critical",
	resource: "kubernetes.Workload",
	risk: "Every pod that reaches the port is the administrator of the database.",
	recommendation:
		"Remove POSTGRES_HOST_AUTH_METHOD=trust, ALLOW_EMPTY_PASSWORD and their like, give a password by a Secret, and change pg_hba.conf of volumes that exist already.",
	links: ["https://www.postgresql.org/docs/current/auth-trust.html", "https://dev.mysql.com/doc/refman/8.4/en/default-privileges.html"],
	related: {},
	evaluate(workload) {
		const database = databaseOf(workload);
		if (!database) return noDatabase(workload);
		if (database.by === "operator") return byOperator(workload);
		// What is known to offend does so whatever else is not known.
		const seen = { ...workload, unknownSettings: [] };
		const trusting = [
			...trustVariables.filter((name) => trusts(name, variableOf(seen, name) ?? "")),
			...(isOff(argumentOf(seen, "skip_grant_tables") ?? "OFF") ? [] : ["skip-grant-tables"]),
		];
		const empty = emptyPasswords.filter((name) => (variableOf(seen, name) ?? "") !== "");
		const lenient = isYes(variableOf(seen, "ALLOW_EMPTY_PASSWORD")) ? [...empty, "ALLOW_EMPTY_PASSWORD"] : empty;
		const offenders = [...trusting, ...lenient];
		if (offenders.length === 0) {
			if (!["postgres", "mysql", "mariadb"].includes(database.engine))
				return notApplicable(`How ${nameOf(workload)} (${database.engine}) lets clients in is not judged.`);
			for (const name of [...trustVariables, ...emptyPasswords, "ALLOW_EMPTY_PASSWORD"]) variableOf(workload, name);
			argumentOf(workload, "skip_grant_tables");
			needAllVariables(workload, "how clients prove who they are");
		}
		return expectNone({ name: nameOf(workload) }, offenders, {
			pass: "no setting that is seen lets clients in without a password",
			fail: (list) => `clients get in without a password by ${list}`,
			// What permits an empty password does nothing as long as there is one.
			severity: trusting.length === 0 && hasPassword(workload) ? "low" : "critical",
		});
	},
});

const trustVariables = ["POSTGRES_HOST_AUTH_METHOD", "POSTGRES_INITDB_ARGS", "POSTGRESQL_INITDB_ARGS"];

/** The official images take any value, even "no", for yes. */
const emptyPasswords = ["MYSQL_ALLOW_EMPTY_PASSWORD", "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "MARIADB_ALLOW_EMPTY_PASSWORD"];

const trusts = (name: string, value: string): boolean =>
	name.endsWith("_ARGS") ? /(--auth(-host|-local)?[= ]|-A ?)trust\b/.test(value) : value.trim() === "trust";

/** Is there a password, as a variable or as a file? Where it stands in the open is another rule's matter. */
const hasPassword = ({ secretVariables, secretVolumes, plaintextCredentials }: KubernetesWorkload): boolean =>
	secretVariables.some(({ variable }) => variable !== undefined && /PASSWORD/i.test(variable)) ||
	secretVolumes.length > 0 ||
	("value" in plaintextCredentials && plaintextCredentials.value.length > 0);
