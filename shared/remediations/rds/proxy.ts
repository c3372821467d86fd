import { type DBProxy, DescribeDBProxiesCommand } from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../aws/caller.ts";
import type { ApiCall, JsonObject, Reading, RepairTarget } from "../action.ts";
import { rdsCall } from "./decide.ts";

/** A proxy as DescribeDBProxies tells it. Its ARN holds an id of AWS's, its name is what calls take. */
export interface ProxyState {
	readonly db: DBProxy;
}

export async function readProxy(target: RepairTarget, aws: AwsCaller): Promise<Reading<ProxyState>> {
	const answer = await aws.call("rds", new DescribeDBProxiesCommand({ DBProxyName: target.name }));
	if ("unread" in answer) return answer.unread.cause === "notFound" ? { gone: `There is no proxy ${target.name}.` } : answer;
	const db = answer.value.DBProxies?.find((one) => one.DBProxyArn === target.arn);
	if (db) return { state: { db } };
	// A proxy of the same name that was made anew has another ARN.
	return answer.value.DBProxies
		? { gone: `There is no proxy ${target.arn}.` }
		: { unread: incomplete("rds", "DescribeDBProxies", "DBProxies") };
}

export const modifyProxy = (target: RepairTarget, parameters: JsonObject, does: string): ApiCall =>
	rdsCall("ModifyDBProxy", { DBProxyName: target.name, ...parameters }, does);

export const proxyTriggers: readonly string[] = ["rds:CreateDBProxy", "rds:ModifyDBProxy", "RDS-EVENT-0203", "RDS-EVENT-0204"];
