import { reported } from "../../core/observed.ts";
import { boolean } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const rdsClusterDataApiDisabled = defineRule({
	id: "rds-cluster-data-api-disabled",
	title: "Aurora cluster does not offer the Data API unless it is wanted",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Whoever has rds-data:ExecuteStatement and the secret runs SQL over HTTPS from anywhere, past security groups and subnets.",
	recommendation:
		"Disable the HTTP endpoint (DisableHttpEndpoint) where no application uses the RDS Data API, or allow it in the configuration.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html"],
	related: {},
	parameters: { allowed: boolean(false, "The Data API is in use and wanted.") },
	evaluate(cluster, { parameters }) {
		const { name } = cluster;
		if (cluster.sort !== "aurora") return notApplicable(`${name} is a Multi-AZ DB cluster, which has no Data API.`);
		const httpEndpointEnabled = reported(cluster.httpEndpointEnabled, "HttpEndpointEnabled");
		if (!httpEndpointEnabled) return pass(`${name} does not offer the Data API.`, { httpEndpointEnabled });
		return parameters.allowed
			? pass(`${name} offers the Data API, as the configuration allows.`, { httpEndpointEnabled })
			: fail(`${name} offers the Data API, which bypasses its network.`, { httpEndpointEnabled });
	},
});
