import { postgresPgauditInForce } from "../../../shared/rules/postgres/postgres-pgaudit-in-force.ts";
import { changed } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresPgauditInForce, {
	pass: [
		{ name: "loaded and told what to audit", says: "audits ddl, role, write" },
		{ name: "everything", with: changed({ "pgaudit.log": "all" }) },
		{ name: "everything but reads", with: changed({ "pgaudit.log": "all, -read" }) },
		{ name: "among other libraries", with: changed({ shared_preload_libraries: 'pg_stat_statements, "pgaudit"' }) },
	],
	fail: [
		{ name: "not loaded", with: changed({ shared_preload_libraries: "" }), says: "does not load" },
		{ name: "loaded and idle", with: changed({ "pgaudit.log": "none" }), says: "ddl, role" },
		{ name: "a class is missing", with: changed({ "pgaudit.log": "ddl" }), says: "does not audit role" },
		{ name: "a class is taken out", with: changed({ "pgaudit.log": "all, -role" }), says: "does not audit role" },
		{ name: "reads are demanded", parameters: { auditClasses: ["read"] }, says: "read" },
	],
	indeterminate: [
		{
			name: "the libraries are not shown",
			with: changed({ shared_preload_libraries: undefined }),
			says: "does not show shared_preload_libraries",
		},
		{ name: "the classes are not shown", with: changed({ "pgaudit.log": undefined }), says: "does not show pgaudit.log" },
	],
});
