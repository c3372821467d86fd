import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { loginRoles } from "./judge/roles.ts";

export const postgresPasswordsScram = defineRule({
	id: "postgres-passwords-scram",
	title: "Every stored password is a SCRAM verifier",
	severity: "high",
	resource: "postgres.Server",
	risk: "An MD5 hash that leaks, from a backup say, is enough to log in with.",
	recommendation: "Set password_encryption = scram-sha-256 and have the roles that are named set their passwords again.",
	links: ["https://www.postgresql.org/docs/current/auth-password.html"],
	related: {},
	evaluate(server) {
		const types = need(server.passwordTypes);
		const weak = loginRoles(server).flatMap(({ name }) =>
			types[name] === "md5" || types[name] === "other" ? [`${name} (${types[name]})`] : [],
		);
		return expectNone(server, weak, {
			pass: "every password is a SCRAM verifier",
			fail: (list) => `passwords are stored in other forms: ${list}`,
		});
	},
});
