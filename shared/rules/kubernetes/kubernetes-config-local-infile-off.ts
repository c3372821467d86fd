import { defineRule } from "../../core/rule.ts";
import { isOff } from "../mysql/judge/variables.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigLocalInfileOff = defineRule({
	id: "kubernetes-config-local-infile-off",
	title: "ConfigMap of MySQL does not let clients be asked for local files",
	severity: "medium",
	resource: "kubernetes.DatabaseConfig",
	risk: "A statement by SQL injection, or a rogue server, reads files of the pod in which the client runs.",
	recommendation: "Set local_infile = OFF in my.cnf; load files by other means.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/load-data-local-security.html"],
	related: {},
	evaluate(config) {
		return judgeConfig(config, {
			engine: "mysql",
			name: "local_infile",
			secure: isOff,
			must: "be OFF",
		});
	},
});
