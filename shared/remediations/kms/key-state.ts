import { DescribeKeyCommand, type KeyMetadata } from "@aws-sdk/client-kms";
import { type AwsCaller, incomplete } from "../../aws/caller.ts";
import type { Decision, Reading, RepairTarget } from "../action.ts";
import { busy, refused, unreadable } from "../decisions.ts";

/** What DescribeKey tells of a key. */
export interface KeyState {
	readonly arn: string;
	readonly state: string;
	readonly manager: string;
	readonly spec?: string;
	readonly usage?: string;
	readonly origin?: string;
	/** Of a multi-Region replica. */
	readonly primary?: string;
}

/** The key of a target, whose ARN ends with its id. */
export async function readKey(target: RepairTarget, aws: AwsCaller): Promise<Reading<KeyState>> {
	const answer = await aws.call("kms", new DescribeKeyCommand({ KeyId: target.arn }));
	if ("unread" in answer) return unreadable(answer, `Key ${target.arn}`);
	const { KeyMetadata: key } = answer.value;
	if (!key?.KeyState || !key.KeyManager) return { unread: incomplete("kms", "DescribeKey", "KeyState or KeyManager") };
	return { state: keyState(key, target) };
}

function keyState(key: KeyMetadata, target: RepairTarget): KeyState {
	const { MultiRegionConfiguration: regions } = key;
	const spec = key.KeySpec ?? key.CustomerMasterKeySpec;
	return {
		arn: key.Arn ?? target.arn,
		state: key.KeyState ?? "",
		manager: key.KeyManager ?? "",
		...(spec === undefined ? {} : { spec }),
		...(key.KeyUsage === undefined ? {} : { usage: key.KeyUsage }),
		...(key.Origin === undefined ? {} : { origin: key.Origin }),
		...(regions?.MultiRegionKeyType === "REPLICA" ? { primary: regions.PrimaryKey?.Arn ?? "the primary key in another region" } : {}),
	};
}

/** States that pass within minutes. */
const transient: ReadonlySet<string> = new Set(["Creating", "Updating"]);

/** Why a key takes no change at all; undefined when it does. */
export function unchangeable({ arn, manager, state }: KeyState): Decision | undefined {
	if (manager !== "CUSTOMER") return refused("unsupported", `AWS manages ${arn}: nobody else can change it.`);
	return transient.has(state) ? busy(`${arn} is ${state}.`) : undefined;
}
