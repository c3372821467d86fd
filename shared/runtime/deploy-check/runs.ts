import { ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { ConfigError } from "../../core/errors.ts";
import { s3Store } from "../../sinks/s3/aws-store.ts";
import type { Deployed } from "../app/deployed.ts";
import { stateLayout } from "../app/layout.ts";
import { type Check, type CheckAccess, failed, notAnswered, ok, unknown, warning } from "./check.ts";

/** How the last scan of everything ended. */
export async function checkLastRun(access: CheckAccess, deployed: Deployed): Promise<Check> {
	const name = "last scan";
	const { machine, region, buckets } = deployed;
	const answer = await access.caller().call("states", new ListExecutionsCommand({ stateMachineArn: machine, maxResults: 1 }));
	if ("unread" in answer) return notAnswered(name, answer.unread);
	const [last] = answer.value.executions ?? [];
	if (!last)
		return warning(
			name,
			"Nothing was scanned yet.",
			`Start a scan: aws stepfunctions start-execution --region ${region} --state-machine-arn ${machine} --input '{"trigger":"manual"}'`,
		);
	const at = last.startDate?.toISOString() ?? "at an unknown time";
	if (last.status === "RUNNING") return ok(name, `A scan is under way since ${at}.`);
	if (last.status !== "SUCCEEDED")
		return failed(
			name,
			`The scan of ${at} ended as ${last.status}.`,
			`See why: aws stepfunctions describe-execution --region ${region} --execution-arn ${last.executionArn}`,
		);
	try {
		const stored = await s3Store(access.caller(), { bucket: buckets.state }).get(stateLayout.summary(last.name ?? ""));
		const counts = stored && countsIn(stored.body);
		if (!counts) return unknown(name, `The scan of ${at} ended, and its summary is not there.`, "See the logs of the function finish-run.");
		const { planned, complete, incomplete, failed: broken } = counts;
		const said = `${at}: ${complete} of ${planned} scopes complete, ${incomplete} incomplete, ${broken} failed.`;
		if (broken > 0 || complete + incomplete < planned)
			return failed(name, said, `${stateLayout.summary(last.name ?? "")} in the bucket ${buckets.state} names the scopes and says why.`);
		return incomplete > 0
			? warning(name, said, `Rights are missing, or something could not be reached: ${stateLayout.summary(last.name ?? "")} says where.`)
			: ok(name, said);
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		return unknown(
			name,
			`The scan of ${at} ended; its summary could not be read: ${error.message}`,
			"Read the state bucket with credentials that may.",
		);
	}
}

interface Counts {
	readonly planned: number;
	readonly complete: number;
	readonly incomplete: number;
	readonly failed: number;
}

function countsIn(body: Uint8Array): Counts | undefined {
	const { planned, complete, incomplete, failed: broken } = JSON.parse(Buffer.from(body).toString("utf8")) as Record<string, unknown>;
	const numbers = [planned, complete, incomplete, broken];
	if (!numbers.every((value) => typeof value === "number")) return undefined;
	return { planned, complete, incomplete, failed: broken } as Counts;
}
