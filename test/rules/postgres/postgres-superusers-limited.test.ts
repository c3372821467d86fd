import { seen } from "../../../shared/core/observed.ts";
import { postgresSuperusersLimited } from "../../../shared/rules/postgres/postgres-superusers-limited.ts";
import { role, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresSuperusersLimited, {
	pass: [
		{ name: "postgres alone" },
		{
			name: "one that cannot log in",
			with: { roles: seen([role("postgres", { superuser: true }), role("old", { superuser: true, login: false })]) },
		},
		{
			name: "Amazon's own",
			with: { platform: seen("rds"), roles: seen([role("rdsadmin", { superuser: true })]) },
			parameters: { maximumSuperusers: 0 },
		},
	],
	fail: [
		{
			name: "two",
			with: { roles: seen([role("postgres", { superuser: true }), role("app", { superuser: true })]) },
			says: '2 roles that can log in are superusers: "postgres", "app"',
		},
		{ name: "one where none is allowed", parameters: { maximumSuperusers: 0 } },
		{ name: "rdsadmin elsewhere", with: { roles: seen([role("rdsadmin", { superuser: true })]) }, parameters: { maximumSuperusers: 0 } },
	],
	indeterminate: [{ name: "denied", with: unreadSql("roles"), says: "denied" }],
});
