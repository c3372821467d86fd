import { connectionNotIdleInTransaction } from "../../../shared/rules/connection/connection-not-idle-in-transaction.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(connectionNotIdleInTransaction, {
	pass: [
		{ name: "no transaction", evidence: { idleInTransactionSince: null } },
		{ name: "one for an hour to the second", with: { idleInTransactionSince: days(-1 / 24) } },
		{ name: "as long as allowed", with: { idleInTransactionSince: days(-2 / 24) }, parameters: { idleMinutes: 120 } },
	],
	fail: [{ name: "one for longer", with: { idleInTransactionSince: days(-1.001 / 24) }, says: "idles in a transaction" }],
	notApplicable: [
		{ name: "of Parapet itself", with: { purpose: "scanner" }, says: "Parapet's own" },
		{ name: "of the platform", with: { purpose: "platform" }, says: "platform" },
		{ name: "of a replica", with: { purpose: "replication" }, says: "replication" },
		{ name: "MySQL", with: { engine: "mysql" }, says: "not read" },
		{ name: "MariaDB", with: { engine: "mariadb", idleInTransactionSince: days(-1) } },
	],
});
