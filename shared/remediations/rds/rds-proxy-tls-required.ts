import { defineAction } from "../action.ts";
import { compliant, planned } from "../decisions.ts";
import { notReported } from "./decide.ts";
import { modifyProxy, type ProxyState, proxyTriggers, readProxy } from "./proxy.ts";
import { held } from "./status.ts";

export const rdsProxyTlsRequired = defineAction<ProxyState>({
	id: "rds-proxy-tls-required",
	title: "Let a proxy require TLS",
	family: "rds",
	kinds: ["rds.DbProxy"],
	rules: ["rds-proxy-tls-required"],
	controls: ["rds-proxy-tls-encryption", "RDS.43"],
	level: "approve",
	reads: ["rds:DescribeDBProxies"],
	writes: ["rds:ModifyDBProxy"],
	triggers: proxyTriggers,
	guards: [],
	downtime: "none; clients without TLS are turned away",
	reversible: true,
	read: readProxy,
	facts: ({ db }) => ({ requireTls: db.RequireTLS ?? null }),
	plan({ db }, _settings, target) {
		const { name } = target;
		if (db.RequireTLS === undefined) return notReported(name, "RequireTLS");
		if (db.RequireTLS) return compliant(`${name} requires TLS.`);
		const refusal = held(name, db.Status);
		if (refusal) return refusal;
		return planned({
			level: "approve",
			calls: [modifyProxy(target, { RequireTLS: true }, "Require TLS of clients")],
			inverse: [modifyProxy(target, { RequireTLS: false }, "Accept clients without TLS again")],
			desired: { requireTls: true },
			downtime: "none; clients without TLS are turned away",
			risk: "high",
			notes: [
				"Clients that connect without TLS can no longer connect: see beforehand which do (database-level statistics of TLS, or the proxy's logs).",
			],
			hints: {
				terraform: "aws_db_proxy: require_tls = true",
				cloudformation: "AWS::RDS::DBProxy: RequireTLS: true",
				sst: "transform: { proxy: { requireTls: true } }",
			},
		});
	},
});
