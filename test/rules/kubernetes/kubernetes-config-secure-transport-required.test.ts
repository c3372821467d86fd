import { kubernetesConfigSecureTransportRequired } from "../../../shared/rules/kubernetes/kubernetes-config-secure-transport-required.ts";
import { mysqlConfig } from "../../support/database-config.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesConfigSecureTransportRequired,
	{
		pass: [
			{ name: "ON", says: 'orders/shop-db-config sets require_secure_transport = "ON"' },
			{ name: "1 with dashes", with: { settings: { "require-secure-transport": "1" } } },
			{ name: "loose", with: { settings: { loose_require_secure_transport: "ON" } } },
			{ name: "the last one wins", with: { settings: { require_secure_transport: "OFF", "require-secure-transport": "ON" } } },
		],
		fail: [
			{ name: "a name that is none", with: { settings: { require_loose_secure_transport: "ON" } } },
			{ name: "OFF", with: { settings: { require_secure_transport: "OFF" } }, says: "it must be ON" },
			{ name: "not set", with: { settings: {} }, says: 'the default is "OFF"' },
			{ name: "not set in mysqld.cnf", with: { settings: {}, files: ["mysqld.cnf"] } },
		],
		notApplicable: [
			{ name: "PostgreSQL", with: { engine: "postgres" }, says: "holds no configuration file of MySQL" },
			{ name: "no my.cnf", with: { settings: undefined }, says: "holds no" },
		],
		indeterminate: [
			{
				name: "a line of the file was not understood",
				with: { mistakes: [{ file: "my.cnf", line: 7, reason: "syntax error" }] },
				says: 'Line 7 of "my.cnf"',
			},
			{ name: "not set in a part", with: { settings: {}, files: ["logging.cnf"] }, says: "another part may" },
		],
	},
	mysqlConfig,
);
