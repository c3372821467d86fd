import { compilePattern } from "../core/suppression.ts";
import { type Action, type Family, families } from "./action.ts";
import { tagReads } from "./engine/tag-reads.ts";
import type { Mode, RemediationScope, RemediationSettings } from "./settings.ts";

/** A statement of an IAM policy; `Resource` and `Condition` may hold `${AWS::…}` where the account is not known yet. */
export interface RightsStatement {
	readonly Sid: string;
	readonly Effect: "Allow" | "Deny";
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
	readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[] | string>>>>;
}

/** What one role may change. */
export interface FamilyRights {
	readonly family: Family;
	readonly actions: readonly string[];
	readonly statements: readonly RightsStatement[];
}

/** The role of a family, in the account of the deployment and in each that it repairs in. */
export const repairRoleName = (stage: string, family: string): string => `parapet-${stage}-repair-${family}`;

/** Partition and account as texts for ARNs. */
export interface RightsPlace {
	readonly partition: string;
	readonly account: string;
}

const writing: ReadonlySet<Mode> = new Set(["approve", "window", "auto"]);

/** Could the action ever change something under these settings? */
export function mayWrite({ mode, rules, allow }: RemediationSettings, action: Pick<Action, "id" | "rules">): boolean {
	const named = (scope: RemediationScope) =>
		matchesSome(scope.actions, [action.id]) && (scope.rules === undefined || matchesSome(scope.rules, action.rules));
	return allow.some(named) && (writing.has(mode) || rules.some((rule) => writing.has(rule.mode) && named(rule)));
}

const matchesSome = (patterns: readonly string[] | undefined, texts: readonly string[]): boolean =>
	patterns === undefined || patterns.some((pattern) => texts.some(compilePattern(pattern)));

/** What reading for repairs needs: the API calls of all actions and of their tags, which are called like the IAM actions for them. */
export const readsOf = (actions: readonly Action[]): string[] =>
	[...new Set([...tagReads, ...actions.flatMap(({ reads }) => reads)])].sort();

/**
 * One role's rights for each family of actions that may change anything: their own calls on resources of the account, and a denial of everything outside the
 * scopes of `remediation.allow`. None for a configuration that changes nothing.
 */
export function rightsOf(actions: readonly Action[], settings: RemediationSettings, place: RightsPlace): FamilyRights[] {
	return families.flatMap((family): FamilyRights[] => {
		const own = actions.filter((action) => action.family === family && mayWrite(settings, action));
		if (own.length === 0) return [];
		const also = own.flatMap(({ alsoNeeds = [] }) => alsoNeeds.map(({ action }) => action));
		const calls = [...new Set([...own.flatMap(({ writes }) => writes), ...also])].sort();
		const conditioned = calls.filter((call) => special(call, settings, place) !== undefined);
		const plain = Map.groupBy(
			calls.filter((call) => !conditioned.includes(call)),
			serviceOf,
		);
		return [
			{
				family,
				actions: calls,
				statements: [
					...[...plain].map(
						([service, names]): RightsStatement => ({
							Sid: `Repair${sidOf(service)}`,
							Effect: "Allow",
							Action: names,
							Resource: resourcesOf(service, place),
						}),
					),
					...conditioned.map((call) => special(call, settings, place) as RightsStatement),
					...denials(settings, calls),
				],
			},
		];
	});
}

const serviceOf = (call: string): string => call.split(":")[0] ?? "";
const sidOf = (text: string): string => text.replace(/(?:^|[^A-Za-z0-9])([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Global clusters and some parameter groups have no region in their ARN, so that the region stays open here; `aws:RequestedRegion` bounds it. */
const resourcesOf = (service: string, { partition, account }: RightsPlace): string[] => [
	`arn:${partition}:${service}:*:${account}:*`,
	...(service === "rds" ? [`arn:${partition}:rds::${account}:*`] : []),
];

/** Actions that would let somebody do far more than the repair when they were not bound to what it is for. */
function special(call: string, { actions }: RemediationSettings, { partition, account }: RightsPlace): RightsStatement | undefined {
	const made = (Resource: readonly string[], Condition?: RightsStatement["Condition"]): RightsStatement => ({
		Sid: `Also${sidOf(call)}`,
		Effect: "Allow",
		Action: [call],
		Resource,
		...(Condition ? { Condition } : {}),
	});
	const keys = [
		actions.kmsKey?.startsWith("arn:") && actions.kmsKey.includes(":key/") ? actions.kmsKey : `arn:${partition}:kms:*:${account}:key/*`,
	];
	switch (call) {
		case "iam:PassRole":
			// Without a role in the settings no plan passes any.
			return made([actions.monitoringRole ?? `arn:${partition}:iam::${account}:role/none`], {
				StringEquals: { "iam:PassedToService": "monitoring.rds.amazonaws.com" },
			});
		case "kms:CreateGrant":
			return made(keys, { Bool: { "kms:GrantIsForAWSResource": "true" } });
		case "kms:Decrypt":
		case "kms:GenerateDataKey":
		case "kms:GenerateDataKeyWithoutPlaintext":
		case "kms:ReEncryptFrom":
		case "kms:ReEncryptTo":
			return made(keys, {
				StringLike: { "kms:ViaService": ["rds.*.amazonaws.com", "rds.*.amazonaws.com.cn", "secretsmanager.*.amazonaws.com"] },
			});
		case "lambda:InvokeFunction":
			return made([actions.rotationFunction ?? `arn:${partition}:lambda:*:${account}:function:none`]);
		case "route53:AssociateVPCWithHostedZone":
			// Hosted zones have neither a region nor an account in their ARN, and this one belongs to EKS.
			return made([`arn:${partition}:route53:::hostedzone/*`, `arn:${partition}:ec2:*:${account}:vpc/*`]);
		case "sns:Publish":
			return made([actions.eventTopic ?? `arn:${partition}:sns:*:${account}:none`]);
		case "iam:CreateServiceLinkedRole":
			return made([`arn:${partition}:iam::${account}:role/aws-service-role/rds.amazonaws.com/*`], {
				StringEquals: { "iam:AWSServiceName": "rds.amazonaws.com" },
			});
		default:
			return undefined;
	}
}

/** What IAM can say of the scopes: accounts and regions. Regular expressions, names and tags are the engine's own to check. */
function denials({ allow }: RemediationSettings, calls: readonly string[]): RightsStatement[] {
	// Route 53 and IAM are in one region, wherever the resource is that they are asked for.
	const regional = calls.filter((call) => !["route53", "iam"].includes(serviceOf(call)));
	const accounts = plainPatterns(allow.map((scope) => scope.accounts));
	const regions = plainPatterns(allow.map((scope) => scope.regions));
	const deny = (Sid: string, Action: readonly string[], key: string, values: readonly string[]): RightsStatement => ({
		Sid,
		Effect: "Deny",
		Action,
		Resource: ["*"],
		Condition: { StringNotLike: { [key]: values } },
	});
	return [
		...(accounts ? [deny("OutsideAllowedAccounts", ["*"], "aws:PrincipalAccount", accounts)] : []),
		...(regions ? [deny("OutsideAllowedRegions", regional, "aws:RequestedRegion", regions)] : []),
	];
}

/** All patterns, when each scope has some and IAM knows them all; undefined when it cannot say. */
function plainPatterns(lists: readonly (readonly string[] | undefined)[]): string[] | undefined {
	const all = lists.flatMap((list) => list ?? ["*"]);
	if (all.includes("*") || all.some((pattern) => /^\/.+\/$/s.test(pattern))) return undefined;
	return [...new Set(all)].sort();
}
