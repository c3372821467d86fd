import { unsetMode } from "../../core/connections/client-mode.ts";
import { need, Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { gradeOf, unsaid } from "../kubernetes/judge/client-tls.ts";
import { noApplication } from "./judge/purpose.ts";

export const connectionServerVerified = defineRule({
	id: "connection-server-verified",
	title: "Services verify the database server that they are connected to",
	severity: "medium",
	resource: "database.Connection",
	risk: "A connection that is encrypted now goes to whoever answers next time: without verification an impostor gets the password and the data.",
	recommendation:
		"Set sslmode=verify-full (PostgreSQL) or VERIFY_IDENTITY (MySQL) with the bundle of certificate authorities for the workload that is named.",
	links: ["https://www.postgresql.org/docs/current/libpq-ssl.html"],
	related: {},
	evaluate(connection) {
		const other = noApplication(connection);
		if (other) return other;
		const { name, client } = connection;
		if (client.kind !== "pod") return notApplicable(`${name} comes from no known pod, whose configuration would tell.`);
		const { enabled, clientMode } = need(connection.tls);
		if (!enabled) return notApplicable(`${name} has no TLS, which connection-tls-required judges.`);
		if (clientMode === undefined)
			throw new Unobserved(`${name}: the workload does not show how it verifies the server, which a Secret or the program itself decides.`);
		const grade = clientMode === unsetMode ? unsaid : gradeOf(clientMode);
		if (!grade) throw new Unobserved(`${name}: the mode ${quoted(clientMode)} is not known.`);
		const evidence = { clientMode, workload: client.workload };
		return grade.severity === undefined
			? pass(`${name}: the workload ${grade.says}.`, evidence)
			: fail(`${name}: the workload ${grade.says} (${quoted(clientMode)}).`, evidence, grade.severity);
	},
});
