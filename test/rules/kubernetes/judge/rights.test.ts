import { describe, expect, it } from "vitest";
import { seen } from "../../../../shared/core/observed.ts";
import type { KubernetesRole } from "../../../../shared/core/resources/index.ts";
import { type Access, grantedBy, judgeAccess } from "../../../../shared/rules/kubernetes/judge/rights.ts";
import { denied } from "../../../support/compliant/common.ts";
import { kubernetesRole } from "../../../support/compliant/kubernetes.ts";
import { anyRole, group, heldBy, ruled } from "../../../support/rbac.ts";

const exec = [{ groups: ["", "extra"], resources: ["pods", "pods/exec"], verbs: ["create", "get"] }];
const granted = (rule: Parameters<typeof ruled>[0]) => grantedBy([ruled(rule)], exec);
const everyone = { exemptNamespaces: [], allowedSubjects: [] };

describe("what a rule of a role gives", () => {
	it("is what its groups, resources and verbs have in common with the right, whatever else they name", () => {
		expect(granted({ apiGroups: ["apps", ""], resources: ["secrets", "pods"], verbs: ["list", "get"] })).toEqual(["get pods"]);
	});

	it("is everything by a star in each place", () => {
		expect(granted({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] })).toEqual([
			"create pods",
			"get pods",
			"create pods/exec",
			"get pods/exec",
		]);
	});

	it("does not extend from a resource to its subresources", () => {
		expect(granted({ apiGroups: [""], resources: ["pods"], verbs: ["create"] })).toEqual(["create pods"]);
	});

	it("extends to a subresource of all resources, but not to the resources themselves", () => {
		expect(granted({ apiGroups: [""], resources: ["*/exec"], verbs: ["create"] })).toEqual(["create pods/exec"]);
		expect(granted({ apiGroups: [""], resources: ["*/undefined"], verbs: ["create"] })).toEqual([]);
	});

	it("is named once, whichever rules give it", () => {
		const rule = ruled({ apiGroups: ["", "extra"], resources: ["pods"], verbs: ["get"] });
		expect(grantedBy([rule, rule], [...exec, ...exec])).toEqual(["get pods"]);
	});
});

describe("access that a role gives", () => {
	const access: Access = { rights: exec, does: "enter", everywhere: "critical", database: "high", elsewhere: "low" };
	const role: KubernetesRole = {
		...kubernetesRole,
		...anyRole,
		rules: [ruled({ apiGroups: [""], resources: ["pods"], verbs: ["get"] })],
	};

	it("is evidenced by the first 20 holders, and counted whole", () => {
		const subjects = Array.from({ length: 25 }, (_, index) => group(`team-${index}`));
		const verdict = judgeAccess({ ...role, bindings: seen([{ name: "all", builtIn: false, subjects }]) }, access, everyone);
		expect(verdict).toMatchObject({ severity: "critical", evidence: { count: 25, bindings: ["all"] } });
		expect(verdict.evidence?.holders).toHaveLength(20);
		expect(verdict.evidence?.people).toHaveLength(20);
	});

	it("names each binding once, at most 20", () => {
		const binding = (name: string) => ({ name, builtIn: false, subjects: [group("devs"), group("ops")] });
		const many = Array.from({ length: 25 }, (_, index) => binding(`b-${index}`));
		const bindings = (verdict: { evidence?: { readonly [key: string]: unknown } | undefined }) => verdict.evidence?.bindings;
		expect(bindings(judgeAccess({ ...role, bindings: seen([binding("one")]) }, access, everyone))).toEqual(["one"]);
		expect(bindings(judgeAccess({ ...role, bindings: seen(many) }, access, everyone))).toHaveLength(20);
	});

	it("weighs as its worst place: everywhere, around a database, elsewhere", () => {
		const places = (...namespaces: (string | undefined)[]) => ({
			...role,
			bindings: seen(
				namespaces.map((namespace) => ({
					name: "b",
					...(namespace === undefined ? {} : { namespace }),
					builtIn: false,
					subjects: [group("devs")],
				})),
			),
		});
		expect(judgeAccess(places("web"), access, everyone).severity).toBe("low");
		expect(judgeAccess(places("web", "orders"), access, everyone).severity).toBe("high");
		expect(judgeAccess(places("web", "orders", undefined), access, everyone).severity).toBe("critical");
	});

	it("weighs as everywhere where nothing else is said", () => {
		const plain: Access = { rights: exec, does: "enter", everywhere: "medium" };
		const bindings = heldBy(group("devs"), "web");
		expect(judgeAccess({ ...role, bindings }, plain, everyone).severity).toBe("medium");
		expect(judgeAccess({ ...role, bindings, databaseNamespaces: denied("kubernetes", "list pods") }, plain, everyone).severity).toBe(
			"medium",
		);
	});

	it("says what would be given by a role that nobody holds, and nothing of one that reaches no such objects", () => {
		expect(judgeAccess({ ...role, bindings: seen([]) }, access, everyone).evidence).toEqual({ granted: ["get pods"], holders: [] });
		expect(judgeAccess({ ...role, namespace: "orders" }, { ...access, clusterScoped: true }, everyone).evidence).toEqual({ granted: [] });
	});
});
