import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { onRds } from "./judge/roles.ts";
import { items, judgeSetting } from "./judge/settings.ts";

export const postgresListenAddressesRestricted = defineRule({
	id: "postgres-listen-addresses-restricted",
	title: "PostgreSQL listens on chosen addresses only",
	severity: "low",
	resource: "postgres.Server",
	risk: "A server that listens everywhere is reachable through every network that the host is ever connected to.",
	recommendation: "Name the addresses in listen_addresses and restart. In containers, where the network policy decides, disable this rule.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-connection.html"],
	related: {},
	evaluate(server) {
		if (onRds(server)) return notApplicable(`${server.name} runs on RDS, which decides where it listens.`);
		return judgeSetting(
			server,
			"listen_addresses",
			(value) => !items(value).some((address) => ["*", "0.0.0.0", "::"].includes(address)),
			"name addresses instead of all",
		);
	},
});
