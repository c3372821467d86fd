import { admitting } from "../../core/network.ts";
import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isOracle } from "./judge/engines.ts";
import { findOption } from "./judge/options.ts";

const server = "SQLNET.ENCRYPTION_SERVER";

export const rdsInstanceOracleEncryptionInTransit = defineRule({
	id: "rds-instance-oracle-encryption-in-transit",
	title: "RDS for Oracle requires encryption in transit",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "Statements, results and, with old clients, password exchanges cross the network in clear and can be read or changed on the way.",
	recommendation:
		"Add the option NATIVE_NETWORK_ENCRYPTION with SQLNET.ENCRYPTION_SERVER = REQUIRED, or the option SSL and close the plain port in the security groups.",
	links: [
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.NetworkEncryption.html",
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html",
	],
	related: {},
	evaluate(db) {
		if (!isOracle(db.engine)) return notApplicable(`${db.name} runs ${db.engine}, not RDS for Oracle.`);
		const native = findOption(db, "NATIVE_NETWORK_ENCRYPTION");
		// Requested is the default of the option: a client that asks for none gets a plain connection.
		const mode = native && (native.option.settings[server] ?? "REQUESTED").toUpperCase();
		const tls = findOption(db, "SSL");
		const evidence = { nativeNetworkEncryption: mode ?? null, tls: tls !== undefined };
		const waiting = native?.waiting ?? tls?.waiting;
		if (waiting !== undefined)
			return fail(`${db.name} has encryption in transit only once its option group is applied (${waiting}).`, { ...evidence, waiting });
		if (mode === "REQUIRED") return pass(`${db.name} requires native network encryption.`, evidence);
		if (tls) {
			const port = reported(db.port, "Endpoint.Port");
			return admitting(need(db.network).ingress, port).length === 0
				? pass(`${db.name} offers TLS, and its security groups admit nobody to the plain port ${port}.`, { ...evidence, port })
				: fail(`${db.name} offers TLS, but clients can still connect in clear on port ${port}.`, { ...evidence, port }, "medium");
		}
		return mode === undefined
			? fail(`${db.name} has neither native network encryption nor TLS.`, evidence)
			: fail(
					`${db.name} does not require native network encryption (${server} is ${mode}).`,
					evidence,
					mode === "REJECTED" ? undefined : "medium",
				);
	},
});
