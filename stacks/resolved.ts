import type { FamilyRights } from "../shared/remediations/rights.ts";
import type { RemediationSettings } from "../shared/remediations/settings.ts";
import type { DeployConfig } from "../shared/runtime/deploy-settings.ts";

/**
 * What the stacks read of `DeploymentInput`, member for member. Said again so that the types of scans, with all that they rest on, are not checked
 * against SST's libraries; test/stacks/deployment.test.ts holds one against the other.
 */
export interface StackInput {
	readonly config: StackConfig;
	readonly path: string;
}

export interface StackConfig {
	readonly document: StackDocument;
	readonly text: string;
	readonly sha256: string;
	readonly policies: readonly { readonly sha256: string; readonly bytes: Uint8Array }[];
	readonly repairs: readonly FamilyRights[];
}

export interface StackDocument {
	readonly access: {
		readonly organization?: { readonly roleName: string } | undefined;
		readonly roles: readonly { readonly roleArn: string }[];
		readonly inspectLogEvents: boolean;
	};
	readonly alerts?: { readonly targets: Readonly<Record<string, object>> } | undefined;
	readonly databases: readonly {
		readonly secretArn?: string | undefined;
		readonly url?: { readonly target: { readonly iam?: boolean | undefined; readonly user?: string | undefined } } | undefined;
	}[];
	readonly kubernetes: { readonly clusters: readonly string[] };
	readonly policies: { readonly bundles: readonly object[]; readonly shipped: boolean };
	readonly remediation?: RemediationSettings | undefined;
	readonly deploy: DeployConfig;
}
