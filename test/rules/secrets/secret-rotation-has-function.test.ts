import { secretRotationHasFunction } from "../../../shared/rules/secrets/secret-rotation-has-function.ts";
import { days, testRule } from "../../support/rule-table.ts";

const none = { rotationLambdaArn: undefined };
const role = "arn:aws:iam::111122223333:role/rotate-saas";

testRule(secretRotationHasFunction, {
	pass: [
		{
			name: "a function",
			says: "is rotated by arn:aws:lambda:",
			evidence: { owningService: null, externalRotationRoleArn: null },
		},
		{ name: "managed by RDS", with: { ...none, owningService: "rds" }, says: "rotated by rds", evidence: { rotationLambdaArn: null } },
		{ name: "a secret of another vendor, rotated by AWS", with: { ...none, externalRotationRoleArn: role }, says: `with ${role}` },
	],
	fail: [{ name: "nothing", with: none, says: "no function that rotates it", evidence: { rotationLambdaArn: null, owningService: null } }],
	notApplicable: [
		{ name: "a replica", with: { ...none, primaryRegion: "us-east-1" }, says: "replica of the secret in us-east-1" },
		{ name: "no rotation", with: { ...none, rotationEnabled: false }, says: "secret-rotation-enabled" },
		{ name: "about to be deleted", with: { ...none, deletedAt: days(-1) } },
	],
});
