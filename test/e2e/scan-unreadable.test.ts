import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unreadCauses } from "../../shared/core/observed.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { type Emulator, type FaultKind, startEmulator } from "../support/aws/emulator.ts";
import { enter, failure, type RecordedScan, recordScan, scanWith } from "../support/replay.ts";
import { admissions, untruths } from "../support/unreadable.ts";

// A call that fails may cost knowledge and nothing else: against the scan of the same estate in which every call was answered, no verdict
// may turn into a pass or a failure, and none may vanish unless an error names its kind and its scope. Each call that a scan makes is
// broken in turn, over the answers of one scan of the emulator; what each kind of broken answer looks like on the wire is proved below it.

/** The facts of these calls serve no rule (yet): names for messages, and tags of kinds that no rule asks for tags. */
const serveNoRule = ["backup:GetBackupPlan", "backup:ListTags", "ec2:DescribeTags", "kms:ListResourceTags", "logs:ListTagsForResource"];

/** `notFound` is an answer of AWS's own about the thing that was asked for; `skipped` is ours. */
const causes = unreadCauses.filter((cause) => cause !== "notFound" && cause !== "skipped");

let emulator: Emulator;
let scan: RecordedScan;
const now = Date.now();

const before = { ...process.env };

beforeAll(async () => {
	emulator = await startEmulator();
	Object.assign(process.env, emulator.env);
	await emulator.seedSmall();
	scan = await recordScan("us-east-1", now);
});

afterAll(async () => {
	process.env = before;
	await emulator.stop();
});

/** The scan with all calls that the choice names failing for this cause. */
const without = (cause: (typeof causes)[number], chosen: (operation: string, index: number) => boolean): Promise<Snapshot> =>
	scan.again(({ service, operation, index }) =>
		chosen(`${service}:${operation}`, index) ? failure(service, operation, cause) : undefined,
	);

describe("a scan whose calls fail", () => {
	it("is the same again over the answers of the first, so that what follows compares like with like", async () => {
		const same = await scan.again(() => undefined);
		expect(scan.whole.collectionErrors).toEqual([]);
		expect(same.findings).toEqual(scan.whole.findings);
		expect(scan.operations.size).toBeGreaterThan(65);
		expect(scan.whole.findings.length).toBeGreaterThan(1000);
	});

	it.each(causes)("neither clears, accuses nor forgets anything when one operation fails (%s)", async (cause) => {
		const holes: Record<string, string[]> = {};
		for (const operation of scan.operations.keys()) {
			const found = untruths(scan.whole, await without(cause, (name) => name === operation));
			if (found.length > 0) holes[operation] = found;
		}
		expect(holes).toEqual({});
	});

	it("says so for every operation whose facts a rule needs", async () => {
		const silent: string[] = [];
		for (const operation of scan.operations.keys())
			if (admissions(scan.whole, await without("denied", (name) => name === operation)) === 0) silent.push(operation);
		expect(silent.sort()).toEqual(serveNoRule);
	});

	it("neither clears, accuses nor forgets anything when only the first, or all but the first, of several calls fail", async () => {
		const holes: Record<string, string[]> = {};
		const repeated = [...scan.operations].filter(([, count]) => count > 1).map(([operation]) => operation);
		expect(repeated.length).toBeGreaterThan(15);
		for (const operation of repeated) {
			for (const first of [true, false]) {
				const found = untruths(scan.whole, await without("throttled", (name, index) => name === operation && (index === 0) === first));
				if (found.length > 0) holes[`${operation} ${first ? "first" : "later"}`] = found;
			}
		}
		expect(holes).toEqual({});
	});

	it("neither clears, accuses nor forgets anything when any two operations are denied", async () => {
		const holes: Record<string, string[]> = {};
		const operations = [...scan.operations.keys()];
		for (const [index, one] of operations.entries()) {
			for (const other of operations.slice(index + 1)) {
				const found = untruths(scan.whole, await without("denied", (name) => name === one || name === other));
				if (found.length > 0) holes[`${one} ${other}`] = found;
			}
		}
		expect(holes).toEqual({});
	});

	it("neither clears, accuses nor forgets anything when all operations but one are denied", async () => {
		const holes: Record<string, string[]> = {};
		for (const operation of scan.operations.keys()) {
			const found = untruths(scan.whole, await without("denied", (name) => name !== operation));
			if (found.length > 0) holes[operation] = found;
		}
		expect(holes).toEqual({});
	});

	it("neither clears, accuses nor forgets anything when a whole service is denied", async () => {
		const holes: Record<string, string[]> = {};
		for (const service of new Set([...scan.operations.keys()].map((operation) => operation.split(":")[0]))) {
			const snapshot = await without("denied", (name) => name.startsWith(`${service}:`));
			expect(snapshot.summary.complete).toBe(false);
			const found = untruths(scan.whole, snapshot);
			if (found.length > 0) holes[`${service}`] = found;
		}
		expect(holes).toEqual({});
	});
});

describe("a scan whose answers lack a part", () => {
	/** Where AWS leaves out what there is none of, or where the part is one of several lists of which a page may hold any. */
	const mayBeAbsent = new Map([
		["secretsmanager:GetResourcePolicy ResourcePolicy", "a secret without a policy"],
		["cloudwatch:DescribeAlarms MetricAlarms", "a page of composite alarms"],
		["iam:GetAccountAuthorizationDetails UserDetailList", "a page without users"],
		["iam:GetAccountAuthorizationDetails RoleDetailList", "a page without roles"],
		["iam:GetAccountAuthorizationDetails Policies", "a page without policies"],
	]);

	it("neither clears, accuses nor forgets anything", async () => {
		const members = new Set<string>();
		await scan.again(({ service, operation }, answer) => {
			if ("value" in answer) for (const name of Object.keys(answer.value)) members.add(`${service}:${operation} ${name}`);
			return undefined;
		});
		const holes: Record<string, string[]> = {};
		for (const member of members) {
			const snapshot = await scan.again(({ service, operation }, answer) => {
				if (!member.startsWith(`${service}:${operation} `) || !("value" in answer)) return undefined;
				const { [member.split(" ")[1] as keyof object]: _, ...rest } = answer.value;
				return { value: rest };
			});
			const found = untruths(scan.whole, snapshot);
			if (found.length > 0) holes[member] = found;
		}
		expect(Object.keys(holes).sort()).toEqual([...mayBeAbsent.keys()].sort());
	});
});

describe("a scan over a broken wire", () => {
	const kinds: FaultKind[] = ["deny", "throttle", "timeout", "malformed", "truncate", "html500", "reset"];
	const cause = {
		deny: "denied",
		throttle: "throttled",
		timeout: "timeout",
		malformed: "malformed",
		truncate: "network",
		html500: "unsupported",
		reset: "network",
	} as Record<FaultKind, string>;
	const services = ["rds", "eks", "ec2", "kms", "secretsmanager", "logs", "cloudwatch", "cloudtrail", "backup", "iam", "guardduty"];

	it.each(kinds)("neither clears, accuses nor forgets anything, service by service, and names the cause (%s)", async (kind) => {
		const holes: Record<string, string[]> = {};
		const named: Record<string, string[]> = {};
		for (const service of services) {
			await emulator.faults([{ service, kind }]);
			const { accounts, connection } = await enter("us-east-1");
			const snapshot = await scanWith(accounts, connection, now);
			connection.close();
			const found = untruths(scan.whole, snapshot);
			if (found.length > 0) holes[service] = found;
			const reasons = [
				...snapshot.collectionErrors,
				...snapshot.findings.flatMap(({ verdict, evidence }) => (verdict === "indeterminate" && evidence.service ? [evidence] : [])),
			];
			named[service] = [...new Set(reasons.filter((reason) => reason.service === service).map((reason) => `${reason.cause}`))];
		}
		await emulator.faults([]);
		expect(holes).toEqual({});
		expect(named).toEqual(Object.fromEntries(services.map((service) => [service, [cause[kind]]])));
	});
});
