import { secretDatabaseRotates } from "../../../shared/rules/secrets/secret-database-rotates.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(secretDatabaseRotates, {
	pass: [{ name: "rotation on", evidence: { database: "arn:aws:rds:eu-west-1:111122223333:db:orders" } }],
	fail: [
		{ name: "rotation off", with: { rotationEnabled: false }, says: "which opens arn:aws:rds:eu-west-1:111122223333:db:orders, does not" },
		{ name: "rotation of a managed secret off", with: { rotationEnabled: false, owningService: "rds" } },
	],
	notApplicable: [
		{ name: "a replica", with: { primaryRegion: "us-east-1", rotationEnabled: false }, says: "replica of the secret in us-east-1" },
		{ name: "no database known", with: { database: undefined, rotationEnabled: false }, says: "No scanned database" },
		{ name: "about to be deleted", with: { rotationEnabled: false, deletedAt: days(-1) } },
	],
});
