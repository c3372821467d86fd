import type { ResourceKind } from "../../../core/kinds.ts";

/** A policy to change: on database connections it asks for TLS, on everything else for an owner. */
export const policyTemplate = (path: readonly string[], kind: ResourceKind): string => `# METADATA
# title: ${text(kind).title}
# description: Why it matters, in a sentence or two. Findings show it as the risk.
# related_resources:
#   - ref: https://www.openpolicyagent.org/docs/policy-language
# custom:
#   # critical, high, medium, low or informational; a result may have its own.
#   severity: ${text(kind).severity}
#   # The kinds of document to judge. All of them: parapet policy schema
#   kinds: [${kind}]
#   # Without these fields the verdict is indeterminate, and a document that has them and no result passes. Without \`requires\` nothing passes.
#   requires: [${text(kind).requires}]
#   # Requirements that this serves. The ids: parapet frameworks list
#   frameworks:
#     soc2: ["${text(kind).requirement}"]
#   remediation: ${text(kind).remediation}
package ${path.join(".")}

${text(kind).rules}`;

/** Its test. */
export const testTemplate = (path: readonly string[], kind: ResourceKind): string => {
	const name = path.at(-1);
	return `package ${path.join(".")}_test

import data.${path.join(".")}

# \`parapet policy test\` gives each of these to the compiled policy too, and compares the verdict. A document needs only what matters here.
# Real ones, from a scan of yours: parapet policy documents --inventory estate.json --kind ${kind}
documents := {
${text(kind).documents}
}

test_pass if {
	every document in documents.pass {
		count(${name}.deny) == 0 with input as document
	}
}

test_fail if {
	every document in documents.fail {
		count(${name}.deny) == 1 with input as document
	}
}
`;
};

/** The README of a folder of policies. */
export const readme = (directory: string): string => `# Policies

Each \`.rego\` file holds a policy, \`_test.rego\` beside it tests it. They judge the resources and database connections that Parapet scans.

\`\`\`sh
parapet policy test ${directory}                      # opa check, opa test, and the compiled policies over the tests' documents
parapet policy test ${directory} --inventory estate.json      # what they would say of a scan that was saved
parapet policy build ${directory} -o bundle.tar.gz
parapet scan --policy bundle.tar.gz
\`\`\`

\`parapet policy schema --kind database.Connection\` prints what a document holds.
`;

interface Text {
	readonly title: string;
	readonly severity: string;
	readonly requires: string;
	readonly requirement: string;
	readonly remediation: string;
	readonly rules: string;
	readonly documents: string;
}

const text = (kind: ResourceKind): Text => (kind === "database.Connection" ? onConnections : onTags);

const onConnections: Text = {
	title: "Our database connections use TLS",
	severity: "medium",
	requires: "resource.tls.enabled, resource.production",
	requirement: "CC6.7",
	remediation: "Set sslmode=verify-full in the client, and let the server refuse plaintext.",
	rules: `# A text, with the severity above.
deny contains msg if {
	not input.resource.tls.enabled
	not input.resource.production
	msg := sprintf("%s is not encrypted.", [input.name])
}

# Or an object. A result with an id gets findings of its own, which can be suppressed by it.
deny contains {"msg": msg, "severity": "high"} if {
	not input.resource.tls.enabled
	input.resource.production
	msg := sprintf("%s is production and not encrypted.", [input.name])
}
`,
	documents: `	"pass": {"encrypted": {"name": "shop", "resource": {"production": true, "tls": {"enabled": true}}}},
	"fail": {
		"plaintext": {"name": "shop", "resource": {"production": false, "tls": {"enabled": false}}},
		"plaintext in production": {"name": "shop", "resource": {"production": true, "tls": {"enabled": false}}},
	},
	"indeterminate": {"not known": {"name": "shop", "resource": {"production": true}, "unobserved": {"resource.tls": "denied"}}},`,
};

const onTags: Text = {
	title: "Our resources name an owner",
	severity: "low",
	requires: "tags",
	requirement: "CC1.3",
	remediation: "Tag the resource with the team that answers for it.",
	rules: `# A text has the severity above; {"msg": …, "severity": …, "id": …, "remediation": …} has its own.
deny contains msg if {
	not input.tags.owner
	msg := sprintf("%s has no tag owner.", [input.name])
}
`,
	documents: `	"pass": {"owned": {"name": "orders", "tags": {"owner": "team-orders"}}},
	"fail": {"not owned": {"name": "orders", "tags": {"environment": "production"}}},
	"indeterminate": {"tags not read": {"name": "orders", "unobserved": {"tags": "denied"}}},`,
};
