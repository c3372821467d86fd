import { iamRdsConnectNotWildcard } from "../../../shared/rules/iam/iam-rds-connect-not-wildcard.ts";
import { attachedPolicy, inlinePolicy } from "../../support/policies.ts";
import { testRule } from "../../support/rule-table.ts";

const place = "arn:aws:rds-db:eu-west-1:111122223333:dbuser";
const connect = (...resources: string[]) => inlinePolicy("rds-db:connect", resources);

testRule(iamRdsConnectNotWildcard, {
	pass: [
		{ name: "one database as one user", evidence: { grants: [{ policy: "connect" }] } },
		{ name: "users of a pattern", with: connect(`${place}:db-ABC/app_*`) },
		{ name: "users of a suffix", with: connect(`${place}:db-ABC/*_ro`) },
		{ name: "databases of a suffix", with: connect(`${place}:db-*ABC/app`) },
		{ name: "the user of one's own name", with: connect(`${place}:cluster-ABC/\${aws:username}`) },
		{ name: "one database in any region", with: connect("arn:aws:rds-db:*:*:dbuser:db-ABC/app") },
		{
			name: "a wildcard that a Deny takes away",
			with: inlinePolicy("rds-db:connect", [`${place}:db-ABC/app`, `${place}:db-XYZ/*`], {
				Effect: "Deny",
				Action: "rds-db:*",
				Resource: `${place}:db-XYZ/*`,
			}),
			evidence: { grants: [{ resource: `${place}:db-ABC/app` }] },
		},
	],
	fail: [
		{
			name: "every resource",
			with: connect("*"),
			says: "every database as any user",
			evidence: { grants: [{ policy: "inline", resource: "*" }] },
		},
		{ name: "every database and user", with: connect(`${place}:*/*`), says: "every database as any user" },
		{ name: "everything after dbuser", with: connect(`${place}:*`) },
		{ name: "everything of the service", with: connect("arn:aws:rds-db:*") },
		{ name: "everything of every service", with: connect("arn:aws:*") },
		{ name: "every instance and user", with: connect(`${place}:db-*/*`) },
		{ name: "every cluster and user", with: connect(`${place}:cluster-*/*`) },
		{ name: "every proxy and user", with: connect(`${place}:prx-*/*`) },
		{ name: "any user of a database", with: connect(`${place}:db-ABC/*`), says: "a database as any user", severity: "medium" },
		{ name: "every database as one user", with: connect(`${place}:*/app`), says: "every database as a named user", severity: "medium" },
		{ name: "wildcards repeated", with: connect(`${place}:**/**`), says: "every database as any user" },
		{
			name: "every database as one user, and any user of a database",
			with: connect(`${place}:*/app`, `${place}:db-ABC/*`),
			says: "a database as any user",
			severity: "medium",
		},
		{
			name: "any user of a database, by an administrator of the rest",
			with: inlinePolicy("*", "*", { Effect: "Allow", Action: "rds-db:connect", Resource: `${place}:db-ABC/*` }),
			says: "a database as any user",
			severity: "medium",
		},
		{ name: "everything beside one user of a database", with: connect(`${place}:db-ABC/*`, "*"), says: "every database as any user" },
		{ name: "a wildcard beside a named database", with: connect(`${place}:db-ABC/app`, "*") },
		{ name: "by a pattern of actions", with: inlinePolicy("rds-db:*", "*") },
		{ name: "by an attached policy", with: attachedPolicy("rds-db:connect", "*") },
		{ name: "an administrator", with: inlinePolicy("*", "*"), says: "administrator", severity: "low" },
		{
			name: "a power user",
			with: inlinePolicy("s3:Get*", "*", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
			says: "administrator",
			severity: "low",
		},
		{
			name: "an administrator with a grant written too wide",
			with: inlinePolicy("*", "*", { Effect: "Allow", Action: "rds-db:connect", Resource: "*" }),
			says: "may log in to every database as any user",
		},
		{
			name: "all but one database",
			with: inlinePolicy("s3:Get*", "*", { Effect: "Allow", Action: "rds-db:connect", NotResource: `${place}:db-A/x` }),
		},
		{
			name: "a wildcard that a conditional Deny does not take away",
			with: inlinePolicy("rds-db:connect", "*", {
				Effect: "Deny",
				Action: "*",
				Resource: "*",
				Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
			}),
		},
	],
	notApplicable: [
		{ name: "no such grant", with: inlinePolicy("rds:Describe*", "*"), says: "no grant" },
		{ name: "the grant is denied", with: inlinePolicy("rds-db:connect", "*", { Effect: "Deny", Action: "rds-db:*", Resource: "*" }) },
		{ name: "a resource of another service", with: inlinePolicy("*", "arn:aws:s3:::bucket/*") },
		{ name: "a resource that is no database user", with: connect("arn:aws:rds-db:eu-west-1:111122223333:dbuser") },
		{ name: "a role of AWS", with: { ...connect("*"), managedByAws: true }, says: "role of AWS" },
	],
	indeterminate: [
		{
			name: "a policy that is no policy",
			with: { policies: [{ policyName: "x", inline: true, document: { json: "{" } }] },
			says: "not JSON",
		},
	],
});
