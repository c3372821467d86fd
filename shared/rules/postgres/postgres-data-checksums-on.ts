import { defineRule } from "../../core/rule.ts";
import { isOn, judgeSetting } from "./judge/settings.ts";

export const postgresDataChecksumsOn = defineRule({
	id: "postgres-data-checksums-on",
	title: "PostgreSQL checks its data pages by checksums",
	severity: "low",
	resource: "postgres.Server",
	risk: "Damaged pages are read as if they were good, and the damage reaches backups before anybody sees it.",
	recommendation:
		"Stop the server, run pg_checksums --enable, and start it again. From PostgreSQL 18 on initdb enables checksums by default.",
	links: ["https://www.postgresql.org/docs/current/checksums.html"],
	related: {},
	evaluate(server) {
		return judgeSetting(server, "data_checksums", isOn, "be on");
	},
});
