import { secretDatabaseNotScheduledForDeletion } from "../../../shared/rules/secrets/secret-database-not-scheduled-for-deletion.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(secretDatabaseNotScheduledForDeletion, {
	pass: [{ name: "in use", evidence: { deletedAt: null } }],
	fail: [{ name: "deleted", with: { deletedAt: days(-2) }, says: "the date 2026-06-13", evidence: { deletedAt: days(-2) } }],
	notApplicable: [{ name: "no database known", with: { database: undefined, deletedAt: days(-2) }, says: "No scanned database" }],
});
