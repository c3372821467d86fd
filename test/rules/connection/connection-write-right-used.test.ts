import { seen, unread } from "../../../shared/core/observed.ts";
import { connectionWriteRightUsed } from "../../../shared/rules/connection/connection-write-right-used.ts";
import { days, testRule } from "../../support/rule-table.ts";

const denied = unread({ service: "postgres", operation: "pg_roles", cause: "denied", message: "permission denied" });
const may = (...allowed: ("read" | "write" | "define")[]) => ({ rights: seen({ privileged: ["CREATEDB"], allowed }) });
const did = (counts: object) => ({
	use: seen({ since: days(-30), read: 5, write: 0, define: 0, other: 7, gaps: [] as string[], ...counts }),
});
testRule(connectionWriteRightUsed, {
	pass: [
		{ name: "used", with: { ...may("write"), ...did({ write: 1 }) }, says: "and does", evidence: { write: 1 } },
		{ name: "not held", with: { ...may("read"), ...did({}) }, says: "may not" },
		{ name: "not held, whatever was counted", with: { ...may("read"), use: denied } },
		{ name: "used, though counting is young and not whole", with: { ...may("write"), ...did({ write: 1, since: days(-1), gaps: ["x"] }) } },
	],
	fail: [
		{ name: "never used", with: { ...may("write"), ...did({}) }, says: "may write", evidence: { write: 0 } },
		{ name: "never used for a week", with: { ...may("write"), ...did({ since: days(-7) }) } },
		{ name: "never used for long enough", with: { ...may("write"), ...did({ since: days(-1) }) }, parameters: { minimumDays: 1 } },
	],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
		{
			name: "a superuser",
			with: { rights: seen({ privileged: ["SUPERUSER"], allowed: ["write" as const] }), ...did({}) },
			says: "connection-no-privileged-role",
		},
		{ name: "SUPER of MySQL", with: { rights: seen({ privileged: ["SUPER"], allowed: ["write" as const] }), ...did({}) } },
	],
	indeterminate: [
		{ name: "rights denied", with: { rights: denied }, says: "denied" },
		{ name: "use denied", with: { ...may("write"), use: denied }, says: "denied" },
		{ name: "a database whose grants were not read", with: { rights: seen({ privileged: [] }) }, says: "scan that database too" },
		{ name: "counting that is too young", with: { ...may("write"), ...did({ since: days(-6.99) }) }, says: "less than 7 days" },
		{
			name: "counting that is not whole",
			with: { ...may("write"), ...did({ gaps: ["statements were dropped"] }) },
			says: "but statements were dropped",
		},
	],
});
