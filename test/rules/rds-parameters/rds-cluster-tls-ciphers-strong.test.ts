import { rdsClusterTlsCiphersStrong } from "../../../shared/rules/rds-parameters/rds-cluster-tls-ciphers-strong.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql, denied, postgres, valueless } from "./support.ts";

const pg = postgres("cluster");

testRule(rdsClusterTlsCiphersStrong, {
	pass: [{ name: "PostgreSQL without anonymous suites and 3DES" }],
	fail: [
		{
			name: "PostgreSQL with MEDIUM",
			with: { ...pg({ ssl_ciphers: "HIGH:MEDIUM:!aNULL" }) },
			says: "must offer no weak or anonymous cipher suites",
		},
	],
	notApplicable: [
		{ name: "Aurora PostgreSQL 13 without a value", with: { ...valueless("ssl_ciphers", "cluster"), engineVersion: "13.22" } },
		{ name: "Aurora MySQL", with: { ...auroraMysql }, says: "refuses broken suites by itself" },
		{ name: "another engine", with: { engine: "neptune" }, says: "neptune" },
	],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
