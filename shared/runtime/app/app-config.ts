import type { Route } from "../../core/alerts/routes.ts";
import type { TimeRules } from "../../core/alerts/windows.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import type { RuleSelection } from "../../core/select.ts";
import type { Suppression } from "../../core/suppression.ts";
import type { RemediationSettings } from "../../remediations/settings.ts";
import type { TargetConfig } from "../alert-settings.ts";
import type { DatabaseWish } from "../database-settings.ts";
import type { DeployConfig } from "../deploy-settings.ts";
import type { RuleSettings } from "../rule-settings.ts";
import type { AccessSettings } from "../scan-settings.ts";

/** What the file of a resolved configuration begins with. */
export const appConfigFormat = "parapet.app/1";

/** A database of the application. Its certificate authorities are texts (PEM), not files. */
export interface AppDatabase extends Omit<DatabaseWish, "passwordFile"> {
	/** Names it in plans: stable as long as the database is configured, and without a secret. */
	readonly key: string;
	/** The account that hosts it; absent: nobody said, so that it is the account of the application. */
	readonly account?: string | undefined;
	/** The region that hosts it; absent outside RDS. */
	readonly region?: string | undefined;
}

/** A bundle of policies that was stored with the configuration. */
export interface AppPolicies {
	/** Key of the bundle in the state bucket is `stateLayout.policies(sha256)`. */
	readonly sha256: string;
	/** Where it came from, for messages. */
	readonly source: string;
}

/**
 * The configuration of the application as it was when it was deployed: nothing in it is looked up in a file, an environment variable or a profile. It
 * holds no secret, only where secrets are. Complete: members of the configuration file that were absent stand here with their defaults, but for
 * `deploy`, whose defaults the stacks know.
 */
export interface AppConfig {
	readonly format: typeof appConfigFormat;
	readonly access: Omit<AccessSettings, "profile">;
	readonly selection: RuleSelection;
	/** What the chosen rules and policies look at, so that only publishing needs the catalogue. */
	readonly kinds: readonly ResourceKind[];
	readonly rules: RuleSettings;
	readonly suppressions: readonly Suppression[];
	readonly policies: { readonly bundles: readonly AppPolicies[]; readonly shipped: boolean };
	readonly databases: readonly AppDatabase[];
	/** EKS clusters by ARN. */
	readonly kubernetes: { readonly clusters: readonly string[]; readonly namespaces?: readonly string[] | undefined };
	/** Absent: alerts go to the findings topic alone. */
	readonly alerts?:
		| {
				readonly targets: Readonly<Record<string, TargetConfig>>;
				readonly routes: readonly Route[];
				readonly report?: string | undefined;
				readonly environmentTags: readonly string[];
				readonly times: TimeRules;
		  }
		| undefined;
	/** Publish the page, the compliance report and the CSV of each scope. */
	readonly reports: boolean;
	/** Absent: nothing is planned, let alone repaired. */
	readonly remediation?: RemediationSettings | undefined;
	readonly deploy: DeployConfig;
}
