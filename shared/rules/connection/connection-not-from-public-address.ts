import { internetReach } from "../../core/network.ts";
import { Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { quoted } from "../judge/offenders.ts";
import { noTraffic, sameHost } from "./judge/purpose.ts";

export const connectionNotFromPublicAddress = defineRule({
	id: "connection-not-from-public-address",
	title: "No client reaches a database from the internet",
	severity: "high",
	resource: "database.Connection",
	risk: "What somebody uses over the internet, everybody on the internet can try: passwords are guessed and flaws of the server are used within hours.",
	recommendation:
		"Bring the client into the VPC, or connect it by a private link, a VPN or a bastion, then take the public address and the open rule away.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.Scenarios.html"],
	related: {},
	evaluate(connection) {
		const other = noTraffic(connection) ?? sameHost(connection);
		if (other) return other;
		const { name, client } = connection;
		const given = client.addresses.filter(isAddress);
		if (given.length === 0) throw new Unobserved(`${name}: the server does not show the address of the client.`);
		// In a VPC with IPv6 even private machines have addresses of the public space.
		const open = given.filter((address) => (client.kind === "unknown" || !address.includes(":")) && isPublic(address));
		const evidence = { addresses: given, client: client.kind };
		return open.length > 0
			? fail(`${name} comes from the internet: ${open.map(quoted).join(", ")}.`, evidence)
			: pass(`${name} comes from no address of the internet.`, evidence);
	},
});

const isAddress = (text: string): boolean => /^[\da-f.:]+$/i.test(text) && /[.:]/.test(text);

const isPublic = (address: string): boolean => internetReach([`${address}/${address.includes(":") ? 128 : 32}`]).reach !== "none";
