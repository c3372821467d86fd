import { rdsClusterTlsRequired } from "../../../shared/rules/rds-parameters/rds-cluster-tls-required.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql, denied, members, mysqlLike, postgres, valueless } from "./support.ts";

const pg = postgres("cluster");
const my = mysqlLike("cluster");

testRule(rdsClusterTlsRequired, {
	pass: [
		{ name: "Aurora PostgreSQL" },
		{ name: "Aurora PostgreSQL 17 by default", with: { ...valueless("rds.force_ssl", "cluster"), engineVersion: "17.0" } },
		...["1", "ON", "on", "True"].map((value) => ({
			name: `Aurora MySQL with ${value}`,
			with: { ...auroraMysql, ...my({ require_secure_transport: value }) },
		})),
		{
			name: "Aurora MySQL 8.4 by default",
			with: { ...auroraMysql, engineVersion: "8.4.7", ...my({ require_secure_transport: undefined }) },
		},
		{ name: "a Multi-AZ DB cluster", with: { engine: "postgres", sort: "multi-az" } },
		{ name: "no members yet", with: { members: [] } },
	],
	fail: [
		{ name: "Aurora PostgreSQL with 0", with: { ...pg({ "rds.force_ssl": "0" }) }, says: "must be on" },
		{ name: "Aurora PostgreSQL 16 by default", with: { ...valueless("rds.force_ssl", "cluster") }, says: "engine-default" },
		{ name: "Aurora MySQL with OFF", with: { ...auroraMysql, ...my({ require_secure_transport: "OFF" }) } },
		{ name: "Aurora MySQL 3 by default", with: { ...auroraMysql, ...my({ require_secure_transport: undefined }) } },
		{ name: "a member that waits for a reboot", with: { ...members("pending-reboot") }, says: "not in force until the reboot" },
		{ name: "a member whose group could not be applied", with: { ...members("failed-to-apply") }, says: "failed-to-apply" },
	],
	notApplicable: [{ name: "another engine", with: { engine: "neptune" }, says: "neptune" }],
	indeterminate: [
		{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
		{ name: "a member without status", with: { ...members(undefined) }, says: "DBClusterParameterGroupStatus" },
	],
});
