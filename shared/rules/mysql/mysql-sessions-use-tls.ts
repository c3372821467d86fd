import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { isLocalHost } from "./judge/accounts.ts";

export const mysqlSessionsUseTls = defineRule({
	id: "mysql-sessions-use-tls",
	title: "Every network session of MySQL uses TLS now",
	severity: "high",
	resource: "mysql.Server",
	risk: "What these sessions send and receive can be read and changed on the way.",
	recommendation: "Configure the named clients with ssl-mode=VERIFY_IDENTITY, then set require_secure_transport = ON.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/performance-schema-threads-table.html"],
	related: {},
	evaluate(server) {
		const network = need(server.sessions).filter(({ transport }) => transport !== "local");
		const plain = network.filter(({ transport }) => transport === "tcp");
		return expectNone(
			server,
			plain.map(({ user, host, id }) => `${user} from ${host} (id ${id})`),
			{
				pass: `all ${network.length} network sessions use TLS`,
				fail: (list) => `${plain.length} of ${network.length} network sessions have no TLS: ${list}`,
				severity: plain.every(isLocalHost) ? "low" : undefined,
			},
		);
	},
});
