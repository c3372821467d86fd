import { need, Unobserved } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { identities, strengthOf } from "./judge/methods.ts";
import { isProduction, unclassified } from "./judge/production.ts";
import { noApplication } from "./judge/purpose.ts";

export const connectionAuthenticationStrong = defineRule({
	id: "connection-authentication-strong",
	title: "Production services log in to databases by an identity, not by a password",
	severity: "medium",
	resource: "database.Connection",
	risk: "A password that leaks from a variable, a log or a repository opens the database from anywhere until somebody changes it; without any proof everybody who reaches the port is in.",
	recommendation:
		"Use IAM database authentication, a client certificate or Kerberos for the service that is named. Until then store its password as SCRAM-SHA-256 or caching_sha2_password and remove trust, password and md5.",
	links: [
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html",
		"https://www.postgresql.org/docs/current/auth-methods.html",
	],
	related: {},
	parameters: {
		acceptedMethods: strings(
			identities,
			"Methods that are strong enough for production; add scram-sha-256 to accept passwords that never travel.",
		),
		unclassified,
	},
	evaluate(connection, { parameters }) {
		const other = noApplication(connection);
		if (other) return other;
		const { name } = connection;
		const { method, basis } = need(connection.authentication);
		const evidence = { method, basis };
		if (parameters.acceptedMethods.includes(method)) return pass(`${name} logs in by ${quoted(method)}.`, evidence);
		const strength = strengthOf(method);
		if (strength === "none")
			return fail(
				`${name} is let in without any proof (${quoted(method)}).`,
				evidence,
				connection.client.kind === "local" ? "medium" : "critical",
			);
		if (!isProduction(connection, parameters.unclassified)) return notApplicable(`${name} is not production.`);
		if (strength === undefined && !identities.includes(method))
			throw new Unobserved(`${name}: how strong ${quoted(method)} is, is not known.`);
		return fail(
			`${name} logs in to production by ${quoted(method)}.`,
			{ ...evidence, production: true },
			strength === "weak" ? "high" : undefined,
		);
	},
});
