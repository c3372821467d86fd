import { seen } from "../../../shared/core/observed.ts";
import { postgresListenAddressesRestricted } from "../../../shared/rules/postgres/postgres-listen-addresses-restricted.ts";
import { changed, unreadSql } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresListenAddressesRestricted, {
	pass: [{ name: "named addresses" }, { name: "sockets only", with: changed({ listen_addresses: "" }) }],
	fail: [
		{ name: "everywhere", with: changed({ listen_addresses: "*" }), says: "must name addresses" },
		{ name: "every IPv4 address", with: changed({ listen_addresses: "localhost, 0.0.0.0" }) },
		{ name: "every IPv6 address", with: changed({ listen_addresses: "::" }) },
	],
	notApplicable: [{ name: "RDS", with: { ...changed({ listen_addresses: "*" }), platform: seen("rds") }, says: "RDS" }],
	indeterminate: [{ name: "denied", with: unreadSql("settings"), says: "denied" }],
});
