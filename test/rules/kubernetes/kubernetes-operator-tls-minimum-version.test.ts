import { kubernetesOperatorTlsMinimumVersion } from "../../../shared/rules/kubernetes/kubernetes-operator-tls-minimum-version.ts";

import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesOperatorTlsMinimumVersion, {
	pass: [
		{ name: "CloudNativePG by default", with: { version: undefined }, says: 'the default is "TLSv1.2"', evidence: { set: false } },
		{ name: "1.3", with: { parameters: { ssl_min_protocol_version: "TLSv1.3" } }, says: 'sets ssl_min_protocol_version = "TLSv1.3"' },
		{ name: "another operator with PostgreSQL 12", with: { operator: "zalando", version: "12.4" } },
		{ name: "MariaDB", with: { engine: "mariadb", operator: "mariadb-operator", parameters: { tls_version: "TLSv1.2,TLSv1.3" } } },
	],
	fail: [
		{ name: "1.1", with: { parameters: { ssl_min_protocol_version: "TLSv1.1" } }, says: "it must be at least TLSv1.2" },
		{ name: "1.2 where 1.3 is wanted", parameters: { minimumVersion: "TLSv1.3" } },
		{ name: "MySQL with 1.1", with: { engine: "mysql", operator: "mysql-operator", parameters: { tls_version: "TLSv1.1,TLSv1.2" } } },
		{ name: "MySQL with an empty list", with: { engine: "mysql", operator: "mysql-operator", parameters: { tls_version: "" } } },
	],
	notApplicable: [
		{ name: "PostgreSQL of RDS", with: { operator: "ack-rds" }, says: "runs on RDS" },
		{ name: "MySQL of RDS", with: { operator: "ack-rds", engine: "mysql" }, says: "runs on RDS" },
	],
	indeterminate: [
		{ name: "another operator with PostgreSQL 11", with: { operator: "zalando", version: "11" }, says: "which zalando or the image" },
		{ name: "another operator without a release", with: { operator: "zalando", version: undefined } },
		{ name: "MySQL without the parameter", with: { engine: "mysql", operator: "mysql-operator", parameters: {} }, says: "tls_version" },
	],
});
