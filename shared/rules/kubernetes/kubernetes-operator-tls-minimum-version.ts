import { string } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { items } from "../judge/setting-values.ts";
import { isTlsAtLeast } from "../judge/tls-version.ts";
import { judgeParameter, judgeValue, majorOf, onRds } from "./judge/operator.ts";

export const kubernetesOperatorTlsMinimumVersion = defineRule({
	id: "kubernetes-operator-tls-minimum-version",
	title: "Database of an operator accepts no TLS older than 1.2",
	severity: "medium",
	resource: "kubernetes.OperatorDatabase",
	risk: "TLS 1.0 and 1.1 have known weaknesses and a client can be talked into using them.",
	recommendation:
		"Set the parameter ssl_min_protocol_version to TLSv1.2 or TLSv1.3, or tls_version to TLSv1.2,TLSv1.3, in the custom resource.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-connection.html"],
	related: {},
	parameters: { minimumVersion: string("TLSv1.2", "The oldest protocol version that is accepted.", ["TLSv1.2", "TLSv1.3"]) },
	evaluate(database, { parameters: { minimumVersion } }) {
		if (database.engine !== "postgres")
			return (
				onRds(database) ??
				judgeValue(database, {
					name: "tls_version",
					byDefault: undefined,
					secure: (value) => items(value).length > 0 && items(value).every((version) => isTlsAtLeast(version, minimumVersion)),
					must: `list nothing older than ${minimumVersion}`,
				})
			);
		const modern = (majorOf(database) ?? 0) >= 12 || database.operator === "cloudnative-pg";
		return judgeParameter(database, {
			name: "ssl_min_protocol_version",
			// CloudNativePG asks for 1.3 since 1.22, which is more than is counted on here.
			byDefault: modern ? "TLSv1.2" : undefined,
			secure: (value) => isTlsAtLeast(value, minimumVersion),
			must: `be at least ${minimumVersion}`,
		});
	},
});
