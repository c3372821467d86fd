import { kubernetesConfigUnderstood } from "../../../shared/rules/kubernetes/kubernetes-config-understood.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesConfigUnderstood, {
	pass: [{ name: "no mistakes", says: '"postgresql.conf", "pg_hba.conf" was understood' }],
	fail: [
		{
			name: "a line in error",
			with: { mistakes: [{ file: "pg_hba.conf", line: 4, reason: "end-of-line before method" }] },
			says: "pg_hba.conf line 4: end-of-line before method",
			evidence: { count: 1 },
		},
		{
			name: "a line in error beside an include",
			with: {
				mistakes: [
					{ file: "postgresql.conf", line: 1, reason: "include_dir is not read" },
					{ file: "postgresql.conf", line: 2, reason: "syntax error" },
				],
			},
			says: "orders/orders-db-config: lines are in error",
			evidence: { count: 1 },
		},
	],
	indeterminate: [
		{
			name: "several includes",
			with: {
				mistakes: [
					{ file: "postgresql.conf", line: 9, reason: "include is not read" },
					{ file: "pg_hba.conf", line: 2, reason: "include_dir is not read" },
				],
			},
			evidence: { includes: 2 },
		},
		{
			name: "an include",
			with: { mistakes: [{ file: "postgresql.conf", line: 9, reason: "include_dir is not read" }] },
			says: 'line 9 of "postgresql.conf"',
		},
	],
});
