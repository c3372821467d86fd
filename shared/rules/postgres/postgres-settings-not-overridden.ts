import { need } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const postgresSettingsNotOverridden = defineRule({
	id: "postgres-settings-not-overridden",
	title: "No role or database weakens security settings for itself",
	severity: "medium",
	resource: "postgres.Server",
	risk: "ALTER ROLE \u2026 SET or ALTER DATABASE \u2026 SET takes sessions out of logging and auditing although the server is configured well.",
	recommendation: "Take the override back: ALTER ROLE \u2026 RESET name, or ALTER DATABASE \u2026 RESET name.",
	links: ["https://www.postgresql.org/docs/current/sql-alterrole.html"],
	related: {},
	parameters: {
		settings: strings(
			[
				"log_statement",
				"log_min_error_statement",
				"log_min_messages",
				"log_error_verbosity",
				"pgaudit.log",
				"row_security",
				"password_encryption",
				"session_preload_libraries",
			],
			"Settings that no role and no database may override.",
		),
	},
	evaluate(server, { parameters }) {
		const overrides = need(server.overrides).filter(({ setting }) => parameters.settings.includes(setting));
		return expectNone(
			server,
			overrides.map(
				({ role, database, setting, value }) => `${role ?? "all roles"} in ${database ?? "all databases"}: ${setting}=${value}`,
			),
			{ pass: "no role or database overrides a security setting", fail: (list) => `security settings are overridden: ${list}` },
		);
	},
});
