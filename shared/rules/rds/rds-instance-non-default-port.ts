import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { defaultPort } from "./judge/engines.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceNonDefaultPort = defineRule({
	id: "rds-instance-non-default-port",
	title: "RDS DB instance listens on a port other than the engine's default",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Scanners that look for databases on well-known ports find it first, and broad rules for these ports reach it.",
	recommendation: "Modify the instance with another port, and adapt security groups and clients; the instance restarts.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html"],
	related: { prowler: ["rds_instance_non_default_port"], securityHub: ["RDS.23"], others: ["cloudsploit:rdsDefaultPort"] },
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		const usual = defaultPort(db.engine);
		if (usual === undefined) return notApplicable(`${db.name} runs ${db.engine}, whose default port this rule does not know.`);
		// An instance has no endpoint before it is created.
		if (db.status === "creating" && db.port === undefined) return notApplicable(`${db.name} is being created and has no port yet.`);
		const port = reported(db.port, "Endpoint.Port");
		return port === usual
			? fail(`${db.name} listens on ${port}, the default port of ${db.engine}.`, { port })
			: pass(`${db.name} listens on ${port}.`, { port });
	},
});
