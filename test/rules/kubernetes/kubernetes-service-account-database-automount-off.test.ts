import { seen } from "../../../shared/core/observed.ts";
import { kubernetesServiceAccountDatabaseAutomountOff } from "../../../shared/rules/kubernetes/kubernetes-service-account-database-automount-off.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceAccountDatabaseAutomountOff, {
	pass: [
		{ name: "off", evidence: { automountToken: false }, says: "mounts no token by default" },
		{ name: "off, whatever uses it", with: { usesDatabase: notRead, roles: notRead } },
	],
	fail: [
		{ name: "on", with: { automountToken: true }, says: "no rights are bound to it" },
		{ name: "not set, which means on", with: { automountToken: undefined }, evidence: { automountToken: null } },
	],
	notApplicable: [
		{ name: "the default one", with: { name: "default", automountToken: undefined }, says: "belongs to nobody" },
		{ name: "no database", with: { automountToken: true, usesDatabase: seen(false) }, says: "no database" },
		{ name: "rights in the API", with: { automountToken: true, roles: seen(["kubernetes://prod/orders/Role/x"]) }, says: "has rights" },
	],
	indeterminate: [
		{ name: "workloads were not read", with: { automountToken: true, usesDatabase: notRead }, says: "denied" },
		{ name: "roles were not read", with: { automountToken: true, roles: notRead }, says: "denied" },
	],
});
