import * as z from "zod";
import type { ResourceKind } from "../../core/kinds.ts";
import type { RepairTarget } from "../../remediations/action.ts";
import type { RepairRequest } from "../../remediations/engine/attempt.ts";
import { hubDetail } from "./change-patterns.ts";
import { checkedAs, Envelope, EventAccount, EventRegion } from "./event-envelope.ts";

/** Somebody chose findings in Security Hub's console and pressed the button of a custom action. */
export const hubActionDetail = "Security Hub Findings - Custom Action";
/** The same findings by the newer Security Hub, as OCSF. */
export const hubV2Detail = "Findings Imported V2";
export const guardDutyDetail = "GuardDuty Finding";

/** A message that is none of the events of this queue. It fails alone; its text is not repeated, since anybody may have written it. */
export class UnknownRepairEvent extends Error {
	override readonly name = "UnknownRepairEvent";
}

/** ASFF, as far as it decides anything: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html. */
const Asff = z.looseObject({
	AwsAccountId: EventAccount,
	ProductArn: z.string(),
	RecordState: z.string().optional(),
	Workflow: z.looseObject({ Status: z.string() }).nullish(),
	Compliance: z.looseObject({ Status: z.string().optional(), SecurityControlId: z.string().max(128).optional() }).nullish(),
	Resources: z.array(z.looseObject({ Id: z.string().max(2048), Region: EventRegion.nullish() })).max(100),
});
const AsffDetail = z.looseObject({ actionName: z.string().max(100).optional(), findings: z.array(z.unknown()).max(100) });

/** OCSF compliance finding (2003), as Security Hub sends it. */
const Ocsf = z.looseObject({
	class_uid: z.literal(2003),
	metadata: z.looseObject({ product: z.looseObject({ uid: z.string().optional(), name: z.string().optional() }).optional() }),
	cloud: z.looseObject({ account: z.looseObject({ uid: EventAccount }), region: EventRegion.nullish() }),
	compliance: z.looseObject({ control: z.string().max(128).nullish(), status: z.string().nullish() }),
	status: z.string().nullish(),
	resources: z.array(z.looseObject({ uid: z.string().max(2048).nullish(), region: EventRegion.nullish() })).max(100),
});

/** GuardDuty saw a login to a database that looks like an intruder's: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-rds.html. */
const GuardDuty = z.looseObject({
	id: z.string().max(128),
	type: z.string().regex(/^[A-Za-z]{1,40}:RDS\/[A-Za-z0-9.]{1,80}$/),
	accountId: EventAccount,
	region: EventRegion,
	severity: z.number().min(0).max(10),
	resource: z.looseObject({
		rdsDbInstanceDetails: z.looseObject({ dbInstanceArn: z.string().max(2048).optional(), dbInstanceIdentifier: z.string().max(255) }),
		rdsDbUserDetails: z.looseObject({ user: z.string().max(255).optional() }).optional(),
	}),
});

/** A login that looks like an intruder's. Names are as the event has them: whoever logged in chose the user's. */
export interface Intrusion {
	readonly id: string;
	readonly type: string;
	/** 1 to 10, as GuardDuty has it. */
	readonly severity: number;
	readonly account: string;
	readonly region: string;
	readonly database: string;
	readonly arn?: string | undefined;
	readonly user?: string | undefined;
	readonly at: string;
}

/** What an event asks for, or tells of; `why` when it does neither. */
export type RepairEvent = { readonly requests: readonly RepairRequest[] } | { readonly intrusion: Intrusion } | { readonly why: string };

/** Kinds by service and the first part of the resource in its ARN. A proxy is not among them: its ARN holds no name that RDS would know it by. */
const kindsByArn: Readonly<Record<string, ResourceKind>> = {
	"rds:db": "rds.DbInstance",
	"rds:cluster": "rds.DbCluster",
	"rds:snapshot": "rds.Snapshot",
	"rds:cluster-snapshot": "rds.Snapshot",
	"rds:global-cluster": "rds.GlobalCluster",
	"rds:pg": "rds.ParameterGroup",
	"rds:cluster-pg": "rds.ParameterGroup",
	"ec2:security-group": "ec2.SecurityGroup",
	"kms:key": "kms.Key",
	"secretsmanager:secret": "secretsmanager.Secret",
	"eks:cluster": "eks.Cluster",
	"logs:log-group": "logs.LogGroup",
};

/** What an ARN names, when it is of a kind that can be repaired; undefined for anything else, also for an account's own findings (`AWS::::Account:…`). */
export function targetOfArn(arn: string, account: string, region: string): RepairTarget | undefined {
	const [, partition, service, place, owner, resource] =
		/^arn:([a-z0-9-]{1,20}):([a-z0-9-]{1,30}):([a-z0-9-]{0,30}):(\d{12}):([^\s\p{Cc}]{1,1500})$/u.exec(arn) ?? [];
	if (partition === undefined || service === undefined || resource === undefined || owner !== account) return undefined;
	const [, type = "", name = ""] = /^([a-z-]+)[:/](.+)$/.exec(resource) ?? [];
	const kind = kindsByArn[`${service}:${type}`];
	if (!kind || name === "") return undefined;
	return { arn, kind, name, partition, account, region: place || region };
}

/**
 * Reads an event of EventBridge that asks for repairs or tells of an intruder: what Security Hub found (ASFF and OCSF), and what somebody sent to Parapet with a custom action. The
 * event is a hint: what is wrong now is read afresh. Throws `UnknownRepairEvent` for what is no event, or not what its source sends.
 */
export function readRepairEvent(body: unknown): RepairEvent {
	const event = checked(Envelope, body, "event");
	if (event.source === "aws.guardduty" && event["detail-type"] === guardDutyDetail) return fromGuardDuty(event);
	if (event.source !== "aws.securityhub") return { why: "It is none of the events that lead to a repair." };
	switch (event["detail-type"]) {
		case hubDetail:
			return fromAsff(event, false);
		case hubActionDetail:
			return fromAsff(event, true);
		case hubV2Detail:
			return fromOcsf(event);
		default:
			return { why: "It is none of the events that lead to a repair." };
	}
}

function fromAsff(event: Envelope, chosen: boolean): RepairEvent {
	const { actionName, findings } = checked(AsffDetail, event.detail, "detail");
	const requests: RepairRequest[] = [];
	for (const [index, each] of findings.entries()) {
		// One finding that has no details, or is of another shape, must not cost the others.
		const finding = Asff.safeParse(each);
		if (!finding.success) continue;
		const { AwsAccountId, ProductArn, RecordState, Workflow, Compliance, Resources } = finding.data;
		const control = Compliance?.SecurityControlId;
		const over =
			RecordState === "ARCHIVED" ||
			Compliance?.Status === "PASSED" ||
			(!chosen && (Workflow?.Status === "SUPPRESSED" || Workflow?.Status === "RESOLVED"));
		const foreign = !chosen && !ProductArn.endsWith("::product/aws/securityhub");
		if (over || foreign || control === undefined) continue;
		for (const { Id, Region: place } of Resources) {
			const target = targetOfArn(Id, AwsAccountId, place ?? event.region);
			if (!target) continue;
			requests.push({
				id: `${event.id}-${index}`,
				source: chosen ? "customAction" : "securityHub",
				target,
				...namedBy(control),
				by: chosen ? `Security Hub, custom action ${actionName ?? ""}`.trim() : "Security Hub",
				why: `Security Hub says that ${control} failed.`,
				at: event.time,
			});
		}
	}
	return requests.length > 0 ? { requests } : { why: "None of its findings is about what can be repaired." };
}

function fromOcsf(event: Envelope): RepairEvent {
	const { findings } = checked(AsffDetail, event.detail, "detail");
	const requests = findings.flatMap((each, index): RepairRequest[] => {
		const finding = Ocsf.safeParse(each);
		if (!finding.success) return [];
		const { metadata, cloud, compliance, status, resources } = finding.data;
		const own = /:securityhub:[a-z0-9-]*:[^:]*:product(?:v2)?\/aws\/securityhub/.test(metadata.product?.uid ?? "");
		const control = compliance.control ?? undefined;
		if (
			!own ||
			control === undefined ||
			!/^fail/i.test(compliance.status ?? "") ||
			/^(?:suppressed|resolved|archived)$/i.test(status ?? "")
		)
			return [];
		return resources.flatMap(({ uid, region }) => {
			const target = targetOfArn(uid ?? "", cloud.account.uid, region ?? cloud.region ?? event.region);
			return target
				? [
						{
							id: `${event.id}-${index}`,
							source: "securityHub" as const,
							target,
							...namedBy(control),
							by: "Security Hub",
							why: `Security Hub says that ${control} failed.`,
							at: event.time,
						},
					]
				: [];
		});
	});
	return requests.length > 0 ? { requests } : { why: "None of its findings is about what can be repaired." };
}

function fromGuardDuty(event: Envelope): RepairEvent {
	const finding = GuardDuty.safeParse(event.detail);
	if (!finding.success) return { why: "The finding of GuardDuty is about no login to a database." };
	const { id, type, accountId, region, severity, resource } = finding.data;
	const { dbInstanceArn, dbInstanceIdentifier } = resource.rdsDbInstanceDetails;
	const user = resource.rdsDbUserDetails?.user;
	return {
		intrusion: { id, type, severity, account: accountId, region, database: dbInstanceIdentifier, arn: dbInstanceArn, user, at: event.time },
	};
}

/** Parapet's own findings carry the id of their rule where AWS's carry that of a control. */
const namedBy = (control: string): Pick<RepairRequest, "rules" | "controls"> =>
	/^[A-Za-z]+\.\d+$/.test(control) ? { controls: [control] } : { rules: [control] };

const checked = <Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.infer<Schema> =>
	checkedAs(schema, value, where, (problems) => new UnknownRepairEvent(problems));
