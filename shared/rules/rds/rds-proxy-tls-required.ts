import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsProxyTlsRequired = defineRule({
	id: "rds-proxy-tls-required",
	title: "RDS Proxy requires TLS of its clients",
	severity: "high",
	resource: "rds.DbProxy",
	risk: "Passwords, queries and results cross the network between client and proxy in clear whenever a client does not ask for TLS.",
	recommendation: "Set RequireTLS on the proxy, after clients have been given the Amazon root CAs.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html"],
	related: {
		securityHub: ["RDS.43"],
		awsConfig: ["rds-proxy-tls-encryption"],
		others: ["steampipe:rds_db_proxy_tls_encryption_enabled"],
	},
	evaluate(proxy) {
		const requireTls = reported(proxy.requireTls, "RequireTLS");
		return requireTls
			? pass(`${proxy.name} requires TLS.`, { requireTls })
			: fail(`${proxy.name} accepts connections without TLS.`, { requireTls });
	},
});
