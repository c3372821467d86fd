import { seen } from "../../../shared/core/observed.ts";
import { logGroupNotPublic } from "../../../shared/rules/logs/log-group-not-public.ts";
import { logGroup } from "../../support/compliant/around.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const policy = (statement: object, name = "delivery") => ({
	name,
	document: {
		json: JSON.stringify({
			Version: "2012-10-17",
			Statement: [{ Effect: "Allow", Principal: "*", Action: "logs:PutLogEvents", Resource: "*", ...statement }],
		}),
	},
});
const policies = (...statements: object[]) => ({ resourcePolicies: seen(statements.map((statement) => policy(statement))) });

testRule(logGroupNotPublic, {
	pass: [
		{ name: "no policies", says: "No resource policy" },
		{ name: "a service", with: policies({ Principal: { Service: "delivery.logs.amazonaws.com" } }) },
		{ name: "one account", with: policies({ Principal: { AWS: "arn:aws:iam::444455556666:root" } }) },
		{ name: "everybody, of one organisation", with: policies({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }) },
		{ name: "everybody, on another group", with: policies({ Resource: "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/other:*" }) },
		{ name: "a group whose name only begins alike", with: policies({ Resource: `${logGroup.arn}2:*` }) },
		{ name: "a denial", with: policies({ Effect: "Deny" }) },
	],
	fail: [
		{ name: "everybody, on everything", with: policies({}), says: "by resource policy delivery", evidence: { policies: ["delivery"] } },
		{ name: "everybody, on the group", with: policies({ Resource: logGroup.arn }) },
		{ name: "everybody, on the group and its streams", with: policies({ Resource: `${logGroup.arn}:*` }) },
		{ name: "everybody, on its streams", with: policies({ Resource: `${logGroup.arn}:log-stream:*` }) },
		{ name: "everybody, on groups of RDS", with: policies({ Resource: "arn:aws:logs:*:*:log-group:/aws/rds/*" }) },
		{ name: "an ARN that ends in :*", with: { arn: `${logGroup.arn}:*`, ...policies({ Resource: logGroup.arn }) } },
		{
			name: "one of several policies",
			with: {
				resourcePolicies: seen([policy({ Principal: { Service: "es.amazonaws.com" } }, "good"), policy({}, "bad"), policy({}, "worse")]),
			},
			says: "bad, worse",
			evidence: { policies: ["bad", "worse"] },
		},
	],
	indeterminate: [
		{
			name: "policies were not read",
			with: { resourcePolicies: denied("logs", "DescribeResourcePolicies") },
			says: "logs:DescribeResourcePolicies",
		},
		{ name: "a policy is not JSON", with: { resourcePolicies: seen([{ name: "odd", document: { json: "{" } }]) }, says: "not JSON" },
	],
});
