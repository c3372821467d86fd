import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { isOn } from "../mysql/judge/variables.ts";
import { plaintextRules, ruleName } from "../postgres/judge/hba.ts";
import { settingOf } from "./judge/config.ts";
import { asServed } from "./judge/hba.ts";
import { nameOf } from "./judge/name.ts";
import { onRds } from "./judge/operator.ts";

export const kubernetesOperatorTlsRequired = defineRule({
	id: "kubernetes-operator-tls-required",
	title: "Database of an operator admits no session without TLS",
	severity: "high",
	resource: "kubernetes.OperatorDatabase",
	risk: "A client that forgets TLS, or is talked out of it, sends its password and data in clear over the pod network.",
	recommendation:
		"Have the custom resource require TLS: hostssl lines and 'hostnossl all all all reject' in pg_hba for PostgreSQL, require_secure_transport for MySQL and MariaDB.",
	links: ["https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
	related: {},
	evaluate(database) {
		const elsewhere = onRds(database);
		if (elsewhere) return elsewhere;
		const { tlsRequired, tlsEnabled, engine, operator } = database;
		const called = nameOf(database);
		const evidence = { operator, tlsRequired: tlsRequired ?? null, tlsEnabled: tlsEnabled ?? null };
		if (tlsEnabled === false) return fail(`${called} does not offer TLS at all.`, evidence);
		const lines = plaintextRules(asServed(database.hba)).map(ruleName);
		if (lines.length > 0)
			return fail(`${called} admits sessions without TLS by ${listed(lines)}.`, { ...evidence, lines: lines.slice(0, 20) });
		const written = engine === "postgres" ? undefined : settingOf(database.parameters, "require_secure_transport");
		if (written !== undefined)
			return isOn(written)
				? pass(`${called} sets require_secure_transport.`, evidence)
				: fail(`${called} switches require_secure_transport off.`, evidence);
		if (tlsRequired === undefined)
			return indeterminate(`${called} does not say whether TLS is required; the default of ${operator} decides.`, evidence);
		return tlsRequired
			? pass(`${called} admits sessions with TLS only.`, evidence)
			: fail(`${called} offers TLS but admits sessions without it.`, evidence);
	},
});
