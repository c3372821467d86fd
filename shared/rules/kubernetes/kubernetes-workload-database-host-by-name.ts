import { internetReach } from "../../core/network.ts";
import { Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { listed } from "../judge/offenders.ts";
import { clientName, noClient, remoteClients } from "./judge/clients.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesWorkloadDatabaseHostByName = defineRule({
	id: "kubernetes-workload-database-host-by-name",
	title: "Clients name their databases instead of giving addresses",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "An address goes on to point at a host that failed or that is somebody else's now, and its certificate cannot be verified; a public one leads over the internet.",
	recommendation: "Use the endpoint of RDS, or the DNS name of the Service in the cluster.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_CommonTasks.Connect.html"],
	related: {},
	evaluate(workload) {
		const clients = remoteClients(workload);
		if (clients.length === 0) return noClient(workload);
		const name = nameOf(workload);
		const hosts = clients.map(({ host }) => host).filter((host) => host !== undefined);
		const addresses = hosts.map(blockOf).filter((block) => block !== undefined);
		const evidence = { hosts: hosts.slice(0, 10) };
		if (addresses.length > 0) {
			const offenders = listed(clients.filter(({ host }) => host !== undefined && blockOf(host)).map(clientName));
			return internetReach(addresses).reach === "none"
				? fail(`${name} gives databases by address: ${offenders}.`, evidence)
				: fail(`${name} gives databases by address, over the internet: ${offenders}.`, evidence, "medium");
		}
		if (hosts.length < clients.length) throw new Unobserved(`${name} does not show every database that it uses.`);
		return pass(`${name} gives databases by name: ${listed(hosts)}.`, evidence);
	},
});

/** The block of one address; undefined for a name. */
function blockOf(host: string): string | undefined {
	const bare = host.replace(/^\[(.*)\]$/, "$1");
	if (/^\d{1,3}(\.\d{1,3}){3}$/.test(bare)) return `${bare}/32`;
	return /^[\da-f:.]+$/i.test(bare) && bare.split(":").length > 2 ? `${bare}/128` : undefined;
}
