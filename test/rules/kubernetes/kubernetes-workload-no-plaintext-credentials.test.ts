import { seen } from "../../../shared/core/observed.ts";
import { kubernetesWorkloadNoPlaintextCredentials } from "../../../shared/rules/kubernetes/kubernetes-workload-no-plaintext-credentials.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesWorkloadNoPlaintextCredentials, {
	pass: [{ name: "none", says: "no password stands in" }],
	fail: [
		{
			name: "a variable",
			with: { plaintextCredentials: seen([{ container: "main", place: "PGPASSWORD", reason: "passwordVariable" }]) },
			says: '"main: PGPASSWORD (a password)"',
			evidence: { count: 1 },
		},
		{
			name: "a URL",
			with: { plaintextCredentials: seen([{ container: "main", place: "DATABASE_URL", reason: "passwordInUrl" }]) },
			says: "a password in a URL",
		},
		{
			name: "an argument",
			with: { plaintextCredentials: seen([{ container: "main", place: "args[1]", reason: "argument" }]) },
			says: "a password in an argument",
		},
	],
	indeterminate: [{ name: "ConfigMaps were not read", with: { plaintextCredentials: notRead }, says: "denied" }],
});
