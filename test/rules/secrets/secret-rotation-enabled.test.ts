import { secretRotationEnabled } from "../../../shared/rules/secrets/secret-rotation-enabled.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(secretRotationEnabled, {
	pass: [
		{ name: "rotation on", evidence: { rotationEnabled: true } },
		{ name: "rotation by RDS", with: { owningService: "rds", rotationLambdaArn: undefined }, evidence: { owningService: "rds" } },
	],
	fail: [{ name: "rotation off", with: { rotationEnabled: false }, says: "orders/app does not rotate" }],
	notApplicable: [
		{ name: "a replica", with: { primaryRegion: "us-east-1", rotationEnabled: false }, says: "replica of the secret in us-east-1" },
		{ name: "a service that does not rotate", with: { rotationEnabled: false, owningService: "appflow" }, says: "managed by appflow" },
		{ name: "about to be deleted", with: { rotationEnabled: false, deletedAt: days(-1) }, says: "scheduled for deletion" },
	],
});
