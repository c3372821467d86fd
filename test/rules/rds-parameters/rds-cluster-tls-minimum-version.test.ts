import { rdsClusterTlsMinimumVersion } from "../../../shared/rules/rds-parameters/rds-cluster-tls-minimum-version.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql, denied, mysqlLike, postgres } from "./support.ts";

const pg = postgres("cluster");
const my = mysqlLike("cluster");

testRule(rdsClusterTlsMinimumVersion, {
	pass: [
		{ name: "Aurora PostgreSQL" },
		{ name: "Aurora MySQL", with: { ...auroraMysql } },
		{
			name: "Aurora MySQL 3 by default",
			with: { ...auroraMysql, engineVersion: "8.0.mysql_aurora.3.04.0", ...my({ tls_version: undefined }) },
			evidence: { parameters: { tls_version: { value: "TLSv1.2,TLSv1.3", source: "engine-default" } } },
		},
		{ name: "Aurora MySQL 8.4 by default", with: { ...auroraMysql, engineVersion: "8.4.7", ...my({ tls_version: undefined }) } },
	],
	fail: [
		{ name: "TLSv1.1", with: { ...pg({ ssl_min_protocol_version: "TLSv1.1" }) } },
		{ name: "TLSv1.2 where 1.3 is asked", parameters: { minimum: "TLSv1.3" } },
		{ name: "Aurora MySQL with TLSv1", with: { ...auroraMysql, ...my({ tls_version: "TLSv1,TLSv1.2,TLSv1.3" }) } },
	],
	notApplicable: [{ name: "another engine", with: { engine: "docdb" }, says: "docdb" }],
	indeterminate: [
		{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
		{
			name: "Aurora MySQL 3.03 without a value",
			with: { ...auroraMysql, engineVersion: "8.0.mysql_aurora.3.03.1", ...my({ tls_version: undefined }) },
			says: "tls_version is not in",
		},
	],
});
