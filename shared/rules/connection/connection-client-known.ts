import { nobodyHasAddress } from "../../core/connections/clients.ts";
import { Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { noApplication } from "./judge/purpose.ts";

export const connectionClientKnown = defineRule({
	id: "connection-client-known",
	title: "Every client of a database is a known workload, instance or function",
	severity: "medium",
	resource: "database.Connection",
	risk: "A client that is no part of the estate is nobody's responsibility: it may be a forgotten machine, a tunnel, or somebody who should not be there.",
	recommendation:
		"Find out who has the address that is named; close the way in for it, or scan the account and the cluster that it belongs to as well.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html"],
	related: {},
	evaluate(connection) {
		const other = noApplication(connection);
		if (other) return other;
		const { name, client, service } = connection;
		const evidence = { client: client.kind, addresses: client.addresses, searched: client.searched };
		if (client.kind !== "unknown") return pass(`${name} comes from ${client.kind} ${quoted(service)}.`, evidence);
		if (client.searched.length < 2)
			return notApplicable(
				`${name}: clusters and network interfaces of AWS were not both scanned in full, so that its client may be one of them.`,
			);
		if (client.reason !== nobodyHasAddress) throw new Unobserved(`${name}: ${client.reason ?? "Who its client is, is not known."}`);
		return fail(`${name} comes from ${client.addresses.map(quoted).join(", ")}, which no pod, node or network interface has.`, evidence);
	},
});
