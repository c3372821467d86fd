import { defineRule } from "../../core/rule.ts";
import { judgeLines } from "./judge/operator.ts";

export const kubernetesOperatorHbaNoWeakPasswords = defineRule({
	id: "kubernetes-operator-hba-no-weak-passwords",
	title: "Database of an operator accepts no MD5 or cleartext passwords (pg_hba)",
	severity: "medium",
	resource: "kubernetes.OperatorDatabase",
	risk: "MD5 hashes log in by themselves when stolen and are cracked quickly; cleartext passwords are read by whoever listens or sits in the server.",
	recommendation: "Replace md5 and password by scram-sha-256 in the pg_hba of the custom resource, and have old passwords set again.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	evaluate(database) {
		return judgeLines(database, (all) => all.filter(({ method }) => method === "md5" || method === "password"), {
			pass: "no line of pg_hba accepts MD5 or cleartext passwords",
			fail: (list) => `pg_hba accepts weak passwords by: ${list}`,
		});
	},
});
