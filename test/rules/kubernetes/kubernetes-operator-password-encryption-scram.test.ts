import { kubernetesOperatorPasswordEncryptionScram } from "../../../shared/rules/kubernetes/kubernetes-operator-password-encryption-scram.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorPasswordEncryptionScram, {
	pass: [
		{ name: "SCRAM", says: 'sets password_encryption = "scram-sha-256"' },
		{ name: "PostgreSQL 14 by default", with: { version: "14.2", parameters: {} }, says: 'the default is "scram-sha-256"' },
	],
	fail: [{ name: "MD5", with: { parameters: { password_encryption: "md5" } }, says: "it must be scram-sha-256" }],
	notApplicable: [
		{ name: "MariaDB", with: { engine: "mariadb" }, says: "orders/orders-pg is no PostgreSQL" },
		{ name: "RDS", with: { operator: "ack-rds" }, says: "runs on RDS" },
	],
	indeterminate: [
		{ name: "PostgreSQL 13 by default", with: { version: "13", parameters: {} }, says: "does not set password_encryption" },
		{ name: "no release", with: { version: undefined, parameters: {} } },
		{ name: "another operator by default", with: { operator: "crunchy", parameters: {} }, says: "crunchy" },
	],
});
