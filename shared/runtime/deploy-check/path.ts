import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { ConfigError } from "../../core/errors.ts";
import { printable } from "../../core/printable.ts";
import { s3Store } from "../../sinks/s3/aws-store.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { checkDetail, checkSource } from "../app/change-patterns.ts";
import { CheckRecord } from "../app/check-record.ts";
import type { Deployed } from "../app/deployed.ts";
import { stateLayout } from "../app/layout.ts";
import type { CheckEvent } from "../app/messages.ts";
import { type Check, type CheckAccess, failed, few, ok, unknown, warning } from "./check.ts";
import { whereStuck } from "./stuck.ts";

/** What sending an event through the whole path needs. */
export interface PathParts {
	/** Names this check. */
	readonly id: string;
	/** Targets that an alert must reach. */
	readonly targets: readonly string[];
	readonly now: () => number;
	readonly sleep: (milliseconds: number) => Promise<void>;
	/** Milliseconds to wait for the alert. */
	readonly patience: number;
}

/** Between two looks, in milliseconds. */
const pause = 2_000;

/** Sends an event that changes nothing to the bus, and waits until every target has the alert that comes of it; otherwise says where it went no further. */
export async function checkPath(access: CheckAccess, deployed: Deployed, parts: PathParts): Promise<Check[]> {
	const name = "synthetic event";
	const { id, targets, now } = parts;
	const startedAt = now();
	const event: CheckEvent = { id, at: new Date(startedAt).toISOString() };
	access.progress("sending an event to the bus");
	const sent = await access.caller().call(
		"events",
		new PutEventsCommand({
			Entries: [{ EventBusName: deployed.bus, Source: checkSource, DetailType: checkDetail, Detail: JSON.stringify(event) }],
		}),
	);
	if ("unread" in sent) {
		const { cause, message } = sent.unread;
		return [
			cause === "denied"
				? unknown(name, `You may not send events to the bus ${deployed.bus}: ${message}`, "Allow events:PutEvents on it to whoever checks.")
				: failed(name, `The bus ${deployed.bus} took no event (${cause}): ${message}`, "Deploy again."),
		];
	}
	const refused = sent.value.Entries?.find(({ ErrorCode }) => ErrorCode);
	if (refused)
		return [failed(name, `The bus ${deployed.bus} took no event: ${refused.ErrorCode} ${refused.ErrorMessage ?? ""}`, "Deploy again.")];

	const store = s3Store(access.caller(), { bucket: deployed.buckets.state });
	let record: CheckRecord | undefined;
	try {
		while (now() - startedAt < parts.patience) {
			record = await readRecord(store, id);
			if (record && isOver(record, targets)) break;
			access.progress(waitingFor(record, targets, Math.round((now() - startedAt) / 1000)));
			await parts.sleep(pause);
		}
		record = await readRecord(store, id);
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		return [
			unknown(
				name,
				`The event was sent, and what became of it could not be read: ${error.message}`,
				"Read the state bucket with credentials that may.",
			),
		];
	}
	const seconds = Math.round((now() - startedAt) / 1000);
	if (!record) return [await whereStuck(access, deployed, { name, startedAt, seconds })];
	const arrived = ok(name, `It went from the bus to assess-change in ${secondsBetween(event.at, record.receivedAt)} s.`);
	const told = await Promise.all(targets.map((target) => ofTarget(access, deployed, record, target, { event, startedAt, seconds })));
	return [arrived, ...told];
}

const isOver = ({ targets }: CheckRecord, wanted: readonly string[]): boolean => wanted.every((target) => targets[target] !== undefined);

function waitingFor(record: CheckRecord | undefined, targets: readonly string[], seconds: number): string {
	if (!record) return `waiting for the event to arrive at assess-change (${seconds} s)`;
	const open = targets.filter((target) => record.targets[target] === undefined);
	return `waiting for ${few(open).join(", ")} to take the alert (${seconds} s)`;
}

/** What the application wrote of the event; undefined when there is nothing yet. */
async function readRecord(store: ObjectStore, id: string): Promise<CheckRecord | undefined> {
	const stored = await store.get(stateLayout.check(id));
	if (!stored) return undefined;
	const parsed = CheckRecord.safeParse(JSON.parse(Buffer.from(stored.body).toString("utf8")));
	if (!parsed.success) throw new ConfigError(`${stateLayout.check(id)} was written by another version of Parapet. Deploy again.`);
	return parsed.data;
}

async function ofTarget(
	access: CheckAccess,
	deployed: Deployed,
	record: CheckRecord,
	target: string,
	{ event, startedAt, seconds }: { readonly event: CheckEvent; readonly startedAt: number; readonly seconds: number },
): Promise<Check> {
	const name = `alert to ${target}`;
	const told = record.targets[target];
	if (told === undefined) return whereStuck(access, deployed, { name, startedAt, seconds, after: "assess-change" });
	const reason = printable(told.reason ?? "no reason");
	switch (told.outcome) {
		case "sent":
			return ok(name, `Taken ${secondsBetween(event.at, told.at)} s after the event.`);
		case "waiting":
			return failed(
				name,
				`Not taken: ${reason}. It waits and is tried again.`,
				"Correct what the reason says; alerts that wait are sent then.",
			);
		case "rejected":
			return failed(
				name,
				`The target will never take such a message: ${reason}.`,
				"Correct the target in the configuration, and deploy again.",
			);
	}
}

const secondsBetween = (from: string, to: string): number => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

/** A deployment without targets tells the topic of findings. */
export const targetsToReach = (configured: readonly string[]): readonly string[] => (configured.length > 0 ? configured : ["findings"]);

export const noPath = (deployed: Deployed): Check =>
	warning("synthetic event", `Nothing was sent through ${deployed.bus}.`, "Leave out --no-event to see an alert arrive.");
