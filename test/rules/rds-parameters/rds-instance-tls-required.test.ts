import { rdsInstanceTlsRequired } from "../../../shared/rules/rds-parameters/rds-instance-tls-required.ts";
import { testRule } from "../../support/rule-table.ts";
import {
	denied,
	grouped,
	mariadbInstance,
	member,
	mysqlInstance,
	mysqlLike,
	oracleInstance,
	postgres,
	sqlserver,
	sqlserverInstance,
	valueless,
} from "./support.ts";

const pg = postgres("instance");
const my = mysqlLike("instance");
const spellings = ["1", "on", "ON", "On", "true", "TRUE", "yes"];

testRule(rdsInstanceTlsRequired, {
	pass: [
		{ name: "PostgreSQL", evidence: { parameters: { "rds.force_ssl": { value: "1", source: "user" } }, parameterGroupStatus: "in-sync" } },
		...spellings.map((value) => ({ name: `MySQL with ${value}`, with: { ...mysqlInstance, ...my({ require_secure_transport: value }) } })),
		...spellings.map((value) => ({
			name: `MariaDB with ${value}`,
			with: { ...mariadbInstance, ...my({ require_secure_transport: value }) },
		})),
		{ name: "MariaDB 10.5", with: { ...mariadbInstance, engineVersion: "10.5.0" } },
		...["se", "ee", "ex", "web"].map((edition) => ({
			name: `SQL Server ${edition}`,
			with: { ...sqlserverInstance, engine: `sqlserver-${edition}` },
		})),
		{ name: "the default of PostgreSQL 15", with: { ...valueless("rds.force_ssl"), engineVersion: "15.0" }, says: '"1" (engine-default)' },
		{ name: "a member whose own group sets it", with: { ...member } },
	],
	fail: [
		{ name: "MySQL with OFF", with: { ...mysqlInstance, ...my({ require_secure_transport: "OFF" }) } },
		...["0", "off", "OFF", "false", "no", "", "10"].map((value) => ({
			name: `PostgreSQL with "${value}"`,
			with: { ...pg({ "rds.force_ssl": value }) },
			says: "must be on",
		})),
		{ name: "MySQL by default", with: { ...mysqlInstance, ...my({ require_secure_transport: undefined }) }, says: "engine-default" },
		{ name: "MariaDB with 0", with: { ...mariadbInstance, ...my({ require_secure_transport: "0" }) } },
		{ name: "SQL Server with 0", with: { ...sqlserverInstance, ...sqlserver({ "rds.force_ssl": "0" }) } },
		{ name: "SQL Server by default", with: { ...sqlserverInstance, ...sqlserver({ "rds.force_ssl": undefined }) } },
		{ name: "the default of PostgreSQL 14", with: { ...valueless("rds.force_ssl"), engineVersion: "14.20" } },
		{
			name: "a static parameter that waits for a reboot",
			with: { ...sqlserverInstance, ...grouped("pending-reboot") },
			says: "its parameter group is pending-reboot: the value is not in force until the reboot",
			evidence: { parameterGroupStatus: "pending-reboot" },
		},
		{
			name: "a dynamic parameter in a group that waits",
			with: { ...mariadbInstance, ...grouped("pending-reboot") },
			says: "pending-reboot",
		},
		{ name: "a group that is being applied", with: { ...grouped("applying") }, says: "is applying: the value is not in force yet" },
		{
			name: "a wrong value, whatever the group's status",
			with: { ...pg({ "rds.force_ssl": "0" }), ...grouped("pending-reboot") },
			says: "must be on",
		},
		{ name: "a member whose own group switches it off", with: { ...member, ...pg({ "rds.force_ssl": "0" }) } },
	],
	notApplicable: [
		{ name: "a member", with: { ...member, ...postgres("cluster")({}) }, says: "is a member of ledger and is judged on its cluster" },
		{ name: "Oracle", with: { ...oracleInstance }, says: "rds-instance-oracle-encryption-in-transit" },
		{ name: "Db2", with: { engine: "db2-se", engineVersion: "11.5.9.0" }, says: "db2-se" },
		{ name: "RDS Custom", with: { engine: "custom-sqlserver-se" }, says: "custom-sqlserver-se" },
		{ name: "MariaDB 10.4", with: { ...mariadbInstance, engineVersion: "10.4.34" }, says: "from 10.5 on" },
	],
	indeterminate: [
		{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
		{ name: "an unreported version of MariaDB", with: { ...mariadbInstance, engineVersion: undefined }, says: "EngineVersion" },
		{
			name: "an unreported version and no value",
			with: { ...valueless("rds.force_ssl"), engineVersion: undefined },
			says: "EngineVersion",
		},
		{ name: "a group that AWS does not name", with: { parameterGroups: [] }, says: "DBParameterGroups" },
		{
			name: "a default while a reboot is pending",
			with: { ...valueless("rds.force_ssl"), ...grouped("pending-reboot") },
			says: "does not report whether this value is in force",
		},
	],
});
