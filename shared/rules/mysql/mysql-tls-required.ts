import { defineRule } from "../../core/rule.ts";
import { isOn, judgeVariable } from "./judge/variables.ts";

export const mysqlTlsRequired = defineRule({
	id: "mysql-tls-required",
	title: "MySQL server refuses sessions without TLS",
	severity: "high",
	resource: "mysql.Server",
	risk: "A client that does not ask for TLS sends its data, and with old plugins its password, in clear.",
	recommendation: "Set require_secure_transport = ON (MariaDB has it from 10.5 on), after the clients were configured for TLS.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/using-encrypted-connections.html"],
	related: {},
	evaluate(server) {
		return judgeVariable(server, "require_secure_transport", isOn, "be ON");
	},
});
