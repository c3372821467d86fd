import { defineRule } from "../../core/rule.ts";
import { isOn } from "../mysql/judge/variables.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigSecureTransportRequired = defineRule({
	id: "kubernetes-config-secure-transport-required",
	title: "ConfigMap of MySQL refuses sessions without TLS",
	severity: "high",
	resource: "kubernetes.DatabaseConfig",
	risk: "A client that does not ask for TLS sends its data, and with old plugins its password, in clear over the pod network.",
	recommendation: "Set require_secure_transport = ON in my.cnf (MariaDB has it from 10.5 on), after the clients were configured for TLS.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/using-encrypted-connections.html"],
	related: {},
	evaluate(config) {
		return judgeConfig(config, {
			engine: "mysql",
			name: "require_secure_transport",
			byDefault: "OFF",
			secure: isOn,
			must: "be ON",
		});
	},
});
