import { optionalPermissions, scanPermissions } from "../../collectors/scan.permissions.ts";
import { ConfigError } from "../../core/errors.ts";
import { repairReads } from "../../remediations/reading.permissions.ts";
import { remediations } from "../../remediations/registry.ts";
import { type FamilyRights, type RightsPlace, rightsOf } from "../../remediations/rights.ts";
import type { RemediationSettings } from "../../remediations/settings.ts";
import type { AppConfig } from "./app-config.ts";
import { changeRules, type EventRule } from "./change-patterns.ts";
import { repairRules } from "./repair-patterns.ts";

/** What an account must know of the deployment that scans it. */
export interface MemberOptions {
	readonly partition: string;
	/** Account and region of the deployment. */
	readonly account: string;
	readonly region: string;
	readonly stage: string;
	/** Name of the role that scans come in by. */
	readonly roleName: string;
	/** Forward what changes. */
	readonly events: boolean;
	/** Findings go to Security Hub, which takes those of an account from that account alone. */
	readonly securityHub: boolean;
	/** `inspectLogEvents` of the configuration. */
	readonly inspectLogEvents: boolean;
	/** Names of the database users that log in with IAM. */
	readonly databaseUsers: readonly string[];
	/** Absent: nothing is planned or repaired. */
	readonly remediation?: RemediationSettings | undefined;
}

/** The functions that enter other accounts. */
export const enteringFunctions = ["plan-scan", "scan-scope", "scan-inside", "assess-change", "sync-findings", "remediate"] as const;

const defaultRole = "parapet-scanner";

/** What the accounts of a configuration must know. Throws `ConfigError` when its roles have several names: one template makes one. */
export function memberOptions(place: Pick<MemberOptions, "partition" | "account" | "region" | "stage">, config: AppConfig): MemberOptions {
	const { access, databases, deploy } = config;
	const named = access.organization ? [access.organization.roleName] : access.roles.map(({ roleArn }) => roleArn);
	const names = [...new Set(named.map((name) => name.split("/").at(-1) ?? name))];
	if (names.length > 1)
		throw new ConfigError(`The roles to assume have several names (${names.join(", ")}): give them one, which the template then makes.`);
	return {
		...place,
		roleName: names[0] ?? defaultRole,
		events: deploy.events ?? true,
		securityHub: deploy.securityHub === true,
		inspectLogEvents: access.inspectLogEvents,
		remediation: config.remediation,
		databaseUsers: [...new Set(databases.flatMap(({ url }) => (url?.target.iam && url.target.user ? [url.target.user] : [])))],
	};
}

/** What a scan reads in an account: nothing of other accounts, and no log events unless they are asked for. */
export const readsOf = ({ inspectLogEvents, remediation }: MemberOptions): string[] => [
	...scanPermissions.filter((action) => !optionalPermissions.includes(action) || (inspectLogEvents && action === "logs:FilterLogEvents")),
	// Those that scans make are there already.
	...(remediation ? repairReads.filter((action) => !scanPermissions.includes(action)) : []),
];

/** The rights of repairs in an account whose partition and id are these texts. */
export const repairsIn = ({ remediation }: MemberOptions, place: RightsPlace): FamilyRights[] =>
	remediation ? rightsOf(remediations, remediation, place) : [];

/** Who enters the roles of repairs: the one function that repairs, and nobody without the ExternalId. */
export const repairConditionsOf = ({ partition, account, stage }: MemberOptions, externalId: unknown) => ({
	StringEquals: { "sts:ExternalId": externalId },
	ArnEquals: { "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/parapet-${stage}-remediate` },
});

const scannerRoles = ({ partition, account, stage }: MemberOptions): string[] =>
	enteringFunctions.map((name) => `arn:${partition}:iam::${account}:role/parapet-${stage}-${name}`);

/** What is forwarded: changes, and what Security Hub says that can be repaired. */
export const forwardedRules = ({ remediation }: MemberOptions): readonly EventRule[] => [
	...changeRules,
	...(remediation ? repairRules : []),
];

/** ARN of the bus that takes the events. */
export const busOf = ({ partition, account, region, stage }: MemberOptions): string =>
	`arn:${partition}:events:${region}:${account}:event-bus/parapet-${stage}`;

/** Accounts are named by the account and, as a condition, the role: a role that is made anew is trusted as before. */
export const conditionsOf = (options: MemberOptions, externalId: unknown) => ({
	StringEquals: { "sts:ExternalId": externalId },
	ArnEquals: { "aws:PrincipalArn": scannerRoles(options) },
});

/** For descriptions. */
export const about = ({ account, region, stage }: MemberOptions) =>
	`Lets Parapet (stage ${stage}, account ${account}, ${region}) read this account`;
