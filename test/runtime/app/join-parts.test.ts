import { describe, expect, it } from "vitest";
import { joinResources } from "../../../shared/collectors/join.ts";
import { joinClusters } from "../../../shared/collectors/kubernetes/join.ts";
import { evaluate } from "../../../shared/core/evaluate.ts";
import { indexFrameworks } from "../../../shared/core/framework.ts";
import { splitByScope } from "../../../shared/core/history/split.ts";
import type { Inventory } from "../../../shared/core/inventory.ts";
import type { Resource } from "../../../shared/core/resources/index.ts";
import { rules } from "../../../shared/rules/index.ts";
import { judgedKindsOf } from "../../../shared/runtime/app/item-kinds.ts";
import { joinParts, scopesOf } from "../../../shared/runtime/app/join-parts.ts";
import { judgeScope } from "../../../shared/runtime/app/judge-scope.ts";
import type { ScanItem } from "../../../shared/runtime/app/messages.ts";
import { appConfig } from "../../support/application/scopewise.ts";
import { compliant } from "../../support/compliant/index.ts";
import { instance } from "../../support/findings.ts";
import { now } from "../../support/rule-table.ts";

const account = "111122223333";
const scope = { partition: "aws", account, region: "eu-west-1" };
const arn = `arn:aws:eks:eu-west-1:${account}:cluster/prod`;
const clusterScope = { ...scope, cluster: "prod" };
const roleArn = `arn:aws:iam::${account}:role/orders`;
const config = appConfig({
	kinds: ["rds.DbInstance", "aws.Region", "eks.Cluster", "iam.Principal", "kubernetes.Cluster", "kubernetes.ServiceAccount"],
	kubernetes: { clusters: [arn] },
});
const item: ScanItem = { scope, regions: ["eu-west-1"], clusters: [arn] };

const placed = <R extends Resource>(resource: R, place: object): R => ({
	...resource,
	partition: "aws",
	account,
	region: "eu-west-1",
	...place,
});
const eks = placed(compliant("eks.Cluster"), { name: "prod", arn });
const serviceAccount = placed(compliant("kubernetes.ServiceAccount"), { cluster: "prod", roleArn });
const cluster = placed(compliant("kubernetes.Cluster"), { cluster: "prod", name: "prod" });
const role = { ...compliant("iam.Principal"), account, region: "global", arn: roleArn, type: "role" } as Resource;
const region = placed(compliant("aws.Region"), {});

const part = (resources: readonly Resource[], of: Inventory["scopes"][number] = scope): Inventory => ({
	scopes: [of],
	resources,
	errors: [],
});
const unread = { service: "parapet", operation: "scan-scope", cause: "timeout", message: "It timed out." } as const;
const options = { config, now };
const find = (inventory: Inventory, kind: Resource["kind"]) => inventory.resources.find((each) => each.kind === kind) as never;

describe("the parts of an item", () => {
	const parts = {
		aws: [part([eks, role, region, instance("a")])],
		cluster: [part([cluster, serviceAccount], clusterScope)],
		databases: [],
	};
	const joined = joinParts(item, parts, options);

	it("are joined as the command line joins the whole: clusters with their EKS cluster and roles, the region with what is in it", () => {
		const aws = { ...part(joinResources([eks, role, region, instance("a")], [], [scope])) };
		const expected = joinClusters(part([cluster, serviceAccount], clusterScope), aws);
		expect(joined.resources.filter(({ kind }) => kind.startsWith("kubernetes."))).toEqual(expected.resources);
		expect(find(joined, "kubernetes.ServiceAccount")).toMatchObject({ role: { value: { exists: true } } });
		expect(find(joined, "aws.Region")).toMatchObject({ databases: { value: { instances: 1, clusters: 0 } }, eksClusters: { value: 1 } });
	});

	it("leave out what was read for joins alone: roles are judged in the global scope", () => {
		expect(find(joined, "iam.Principal")).toBeUndefined();
		expect(joined.scopes).toEqual([scope, clusterScope]);
		expect(joined.errors).toEqual([]);
	});

	it("come to one snapshot for the region and one for each cluster", async () => {
		const { snapshot } = await judgeScope(joined, {
			config,
			kinds: judgedKindsOf(item, config),
			decisions: [],
			bundles: [],
			startedAt: now,
			finishedAt: now,
			unique: "0011223344",
		});
		const split = splitByScope(snapshot, joined.resources);
		expect(split.map((each) => each.scope)).toEqual([scope, clusterScope]);
		const whole = evaluate(joined, { rules: rules as never, frameworks: indexFrameworks([]), now });
		const verdict = ({ uid, verdict: name }: { uid: string; verdict: string }) => `${uid} ${name}`;
		expect(split.flatMap((each) => each.snapshot.findings.map(verdict)).sort()).toEqual(
			whole
				.filter(({ verdict: name }) => name !== "notApplicable")
				.map(verdict)
				.sort(),
		);
	});

	it("say of AWS read service by service what AWS read at once says", () => {
		const apart = { ...parts, aws: [part([eks]), part([instance("a")]), part([region]), part([role])] };
		const order = (inventory: Inventory) => inventory.resources.map((each) => JSON.stringify(each)).sort();
		expect(order(joinParts(item, apart, options))).toEqual(order(joined));
	});

	it("take nothing for absent that was not read: facts of joins are unread, and every kind has an error", () => {
		const failed = joinParts(item, { ...parts, aws: [part([region])] }, { ...options, failure: unread });
		expect(find(failed, "aws.Region")).toMatchObject({ databases: { unread }, eksClusters: { unread } });
		expect(find(failed, "kubernetes.ServiceAccount")).toMatchObject({ role: { unread }, oidcIssuer: { unread } });
		expect(failed.errors).toEqual([
			{ ...unread, scope, kinds: ["rds.DbInstance", "aws.Region", "eks.Cluster"] },
			{ ...unread, scope: clusterScope, kinds: ["kubernetes.Cluster", "kubernetes.ServiceAccount"] },
		]);
	});

	it("of nothing at all are errors alone", () => {
		const { resources, errors, scopes } = joinParts(item, { aws: [], cluster: [], databases: [] }, { ...options, failure: unread });
		expect({ resources, scopes }).toEqual({ resources: [], scopes: [scope, clusterScope] });
		expect(errors.flatMap(({ kinds }) => kinds)).toHaveLength(5);
	});

	it("of a region that is read for its clusters alone are of the clusters alone", () => {
		const far = { ...item, regions: ["us-east-1"] };
		expect(scopesOf(far, config)).toEqual([clusterScope]);
		const { resources, scopes } = joinParts(far, { ...parts, aws: [] }, options);
		expect(scopes).toEqual([clusterScope]);
		expect(resources.map(({ kind }) => kind)).toEqual(["kubernetes.Cluster", "kubernetes.ServiceAccount"]);
	});
});

describe("databases of an item", () => {
	const databases: ScanItem = { scope, regions: ["eu-west-1"], databases: ["postgres://db:5432/orders"] };
	const server = placed(compliant("postgres.Server"), {});
	const kinds = { config: appConfig({ kinds: ["rds.DbInstance", "postgres.Server", "database.Connection"] }), now };

	it("stand in its scope, with who connects to them", () => {
		const inventory = joinParts(databases, { aws: [part([])], cluster: [], databases: [part([server])] }, kinds);
		expect(inventory.scopes).toEqual([scope]);
		const found = new Set(inventory.resources.map(({ kind }) => kind));
		expect(found).toEqual(
			new Set([
				"value" in server.sessions && server.sessions.value.length > 0 ? "database.Connection" : "postgres.Server",
				"postgres.Server",
			]),
		);
	});

	it("outside of AWS have the scope of what no account hosts", () => {
		const outside = { partition: "-", account: "-", region: "-" };
		const inventory = joinParts(
			{ scope: outside, regions: [], databases: ["x"] },
			{ aws: [], cluster: [], databases: [] },
			{ ...kinds, failure: unread },
		);
		expect(inventory).toEqual({
			scopes: [outside],
			resources: [],
			errors: [{ ...unread, scope: outside, kinds: ["postgres.Server", "database.Connection"] }],
		});
	});
});
