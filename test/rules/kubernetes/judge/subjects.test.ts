import { describe, expect, it } from "vitest";
import type { RbacSubject } from "../../../../shared/core/resources/kubernetes.ts";
import { isTolerated, ofControlPlane, subjectName } from "../../../../shared/rules/kubernetes/judge/subjects.ts";
import { account, group, user } from "../../../support/rbac.ts";

const nobody = { exemptNamespaces: [], allowedSubjects: [] };

describe("a subject of a binding", () => {
	it.each<[RbacSubject, string]>([
		[group("devs"), "Group devs"],
		[user("anna"), "User anna"],
		[account("ci", "deployer"), "ServiceAccount ci/deployer"],
		[user("system:serviceaccount:ci:deployer"), "ServiceAccount ci/deployer"],
		[group("system:serviceaccount:ci:deployer"), "Group system:serviceaccount:ci:deployer"],
		[user("system:serviceaccount:ci"), "User system:serviceaccount:ci"],
		[user("system:serviceaccount:ci:a:b"), "User system:serviceaccount:ci:a:b"],
		[user("x-system:serviceaccount:ci:a"), "User x-system:serviceaccount:ci:a"],
	])("%j is called %s", (subject, name) => {
		expect(subjectName(subject)).toBe(name);
	});

	it.each([
		group("system:masters"),
		group("system:nodes"),
		group("system:node-proxier"),
		group("system:monitoring"),
		group("system:bootstrappers"),
		group("system:bootstrappers:kubeadm:default-node-token"),
		group("eks:service-operations"),
		user("system:node:ip-10-0-0-1"),
		user("system:kube-scheduler"),
		user("system:apiserver"),
		user("system:volume-scheduler"),
		user("eks:addon-manager"),
	])("%j is of the control plane", (subject) => {
		expect(ofControlPlane(subject)).toBe(true);
	});

	it.each([
		group("system:kube-scheduler"),
		group("system:authenticated"),
		group("system:unauthenticated"),
		group("system:serviceaccounts"),
		group("system:masters-2"),
		group("x:system:masters"),
		group("myeks:ops"),
		user("system:anonymous"),
		user("system:masters"),
		user("system:apiservers"),
		user("x-eks:addon-manager"),
		user("system:nodes"),
		account("system", "kube-scheduler"),
		{ kind: "ServiceAccount", name: "eks:addon-manager" },
	])("%j is not", (subject) => {
		expect(ofControlPlane(subject)).toBe(false);
	});

	it("is tolerated by its whole name, or by the namespace of a service account", () => {
		const allowed = (...allowedSubjects: string[]) => ({ ...nobody, allowedSubjects });
		expect(isTolerated(group("devs"), undefined, allowed("Group dev"))).toBe(false);
		expect(isTolerated(group("devs"), undefined, allowed("User devs", "Group devs"))).toBe(true);
		expect(isTolerated({ kind: "ServiceAccount", name: "a" }, "ci", allowed("ServiceAccount ci/*"))).toBe(true);
		expect(isTolerated(account("kube-system", "a"), undefined, { ...nobody, exemptNamespaces: ["kube-*"] })).toBe(true);
		expect(isTolerated(user("kube-system"), undefined, { ...nobody, exemptNamespaces: ["kube-*"] })).toBe(false);
	});
});
