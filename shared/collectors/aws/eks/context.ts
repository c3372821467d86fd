import type { Cluster } from "@aws-sdk/client-eks";
import type { AwsCaller } from "../../../aws/caller.ts";
import type { NetworkFacts, RegionFacts, RoleDirectory } from "../../ports.ts";
import type { RunningNodes } from "./node-metadata.ts";
import type { LaunchTemplates } from "./templates.ts";
import type { VersionSupports } from "./versions.ts";

/** What the readers of a cluster's parts need. */
export interface ClusterContext {
	readonly aws: AwsCaller;
	readonly facts: RegionFacts;
	readonly versions: VersionSupports;
	readonly network: NetworkFacts;
	readonly roles: RoleDirectory;
	readonly templates: LaunchTemplates;
	/** Asked only for groups whose launch template and AMI family leave metadata options open; once a region. */
	readonly runningNodes: () => Promise<RunningNodes>;
	readonly name: string;
	readonly cluster: Cluster;
}
