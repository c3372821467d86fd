import { secretRecentlyUsed } from "../../../shared/rules/secrets/secret-recently-used.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(secretRecentlyUsed, {
	pass: [
		{ name: "yesterday", says: "read 1 days ago", evidence: { days: 1 } },
		{ name: "the last allowed day", with: { lastAccessed: days(-90) }, evidence: { days: 90, maximumDays: 90 } },
		{ name: "new", with: { lastAccessed: undefined, createdAt: days(-3) }, says: "created 3 days ago" },
		{ name: "longer ago by the parameter", with: { lastAccessed: days(-120) }, parameters: { maximumDays: 120 } },
	],
	fail: [
		{ name: "a day too long", with: { lastAccessed: days(-91) }, says: "last read 91 days ago" },
		{ name: "never", with: { lastAccessed: undefined, createdAt: days(-91) }, says: "never read in 91 days" },
	],
	notApplicable: [
		{ name: "a master password that RDS keeps", with: { lastAccessed: undefined, owningService: "rds" }, says: "kept by rds" },
		{ name: "about to be deleted", with: { lastAccessed: days(-99), deletedAt: days(-1) } },
	],
	indeterminate: [{ name: "neither read nor created", with: { lastAccessed: undefined, createdAt: undefined }, says: "CreatedDate" }],
});
