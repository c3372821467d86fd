import { createHash } from "node:crypto";
import type { ResourceKind } from "./kinds.ts";
import type { RelatedRules } from "./rule.ts";
import type { Severity } from "./severity.ts";
import type { Evidence, VerdictName } from "./verdict.ts";

/** What a finding says of its resource. For a scope that could not be read, `arn` is `arn:<partition>:<service>:<region>:<account>:*`, or `kubernetes://<cluster>/*`. */
export interface FindingResource {
	readonly arn: string;
	readonly kind: ResourceKind;
	readonly name: string;
	readonly partition: string;
	readonly account: string;
	readonly region: string;
	/** The cluster whose API showed it; absent for everything else. */
	readonly cluster?: string;
	/** Empty when the tags could not be read or there are none. */
	readonly tags: Readonly<Record<string, string>>;
}

/** Verdict + rule + resource + time + stable uid; passes are findings too. */
export interface Finding {
	/** `<rule id>/<16 hex of the resource>`: equal between runs for the same rule and resource. */
	readonly uid: string;
	readonly ruleId: string;
	readonly title: string;
	readonly severity: Severity;
	readonly verdict: VerdictName;
	readonly detail: string;
	readonly resource: FindingResource;
	readonly related: RelatedRules;
	/** Framework id to the requirement ids that the rule serves. */
	readonly frameworks: Readonly<Record<string, readonly string[]>>;
	readonly evidence: Evidence;
	/** ISO 8601: when this verdict was first seen; carried over from the previous snapshot of the scope when there is one. */
	readonly firstSeen: string;
	/** The id of the suppression that covers it. The verdict stays what it is. */
	readonly suppressedBy?: string;
}

/** The resource part of a uid; compute it once a resource. */
export const resourceUid = (kind: ResourceKind, account: string, region: string, arn: string): string =>
	createHash("sha256").update(`${kind}\n${account}\n${region}\n${arn}`).digest("hex").slice(0, 16);
