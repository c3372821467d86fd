import { defineRule } from "../../core/rule.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigSecureFilePrivSet = defineRule({
	id: "kubernetes-config-secure-file-priv-set",
	title: "ConfigMap of MySQL keeps reading and writing of files to one directory",
	severity: "medium",
	resource: "kubernetes.DatabaseConfig",
	risk: "Accounts with the FILE privilege read and write files anywhere that the server can, its keys and mounted secrets included.",
	recommendation: "Set secure_file_priv = NULL in my.cnf, or name a directory for imports and exports.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_secure_file_priv"],
	related: {},
	evaluate(config) {
		return judgeConfig(config, {
			engine: "mysql",
			name: "secure_file_priv",
			secure: (value) => value !== "" && value !== "/",
			must: "be NULL or name a directory",
		});
	},
});
