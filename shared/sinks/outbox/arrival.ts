import { type Alert, alertKinds, alertSchemaVersion, type Note, repairPhases } from "../../core/alerts/alert.ts";
import { severities } from "../../core/severity.ts";
import type { Arrival } from "./inbox.ts";
import { unpacked } from "./packed.ts";

/** What arrived, or undefined when the text is nothing of the kind: one that a delivery cannot work with would hold up all that come after it. */
export function arrivalIn(text: string): Arrival | undefined {
	try {
		const arrival = unpacked<unknown>(text);
		if (!isObject(arrival)) return undefined;
		const { type, alerts, note, targets } = arrival;
		const known =
			type === "alerts"
				? Array.isArray(alerts) && alerts.every(isAlert) && (targets === undefined || isTexts(targets))
				: type === "note" && isNote(note);
		return known ? (arrival as unknown as Arrival) : undefined;
	} catch {
		return undefined;
	}
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === "string");
const areTexts = (fields: unknown, ...names: readonly string[]): boolean =>
	isObject(fields) && names.every((name) => typeof fields[name] === "string");
const isOneOf = (value: unknown, known: readonly string[]): boolean => known.includes(value as string);
const isTime = (value: unknown): boolean => typeof value === "string" && !Number.isNaN(Date.parse(value));
/** Part of the keys of a store. */
const isName = (value: unknown): boolean => typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value);

const hasHead = ({ schema, type, id, fingerprint }: Fields, expected: string): boolean =>
	schema === alertSchemaVersion && type === expected && isName(id) && isName(fingerprint);

const isAlert = (value: unknown): value is Alert =>
	isObject(value) &&
	hasHead(value, "alert") &&
	isOneOf(value.kind, alertKinds) &&
	isOneOf(value.status, ["open", "closed"]) &&
	isOneOf(value.severity, severities) &&
	areTexts(value, "title", "detail", "partition", "account", "region") &&
	isTime(value.observedAt) &&
	isTexts(value.frameworks) &&
	areTexts(value.snapshot, "from", "to") &&
	(value.rule === undefined || (areTexts(value.rule, "id", "title", "risk", "recommendation") && isTexts((value.rule as Fields).links))) &&
	(value.resource === undefined || (areTexts(value.resource, "arn", "kind", "name") && isObject((value.resource as Fields).tags)));

const isNote = (value: unknown): value is Note =>
	isObject(value) &&
	hasHead(value, "note") &&
	areTexts(value, "by", "text") &&
	isTime(value.at) &&
	(value.until === undefined || isTime(value.until)) &&
	(value.repair === undefined || isRepair(value.repair));

const isRepair = (value: unknown): boolean =>
	isObject(value) &&
	isName(value.attempt) &&
	isOneOf(value.phase, repairPhases) &&
	areTexts(value, "title") &&
	isTexts(value.lines) &&
	(value.approval === undefined || (areTexts(value.approval, "hash", "expires") && isTime((value.approval as Fields).expires)));
