import { ListAccessEntriesCommand, ListAssociatedAccessPoliciesCommand } from "@aws-sdk/client-eks";
import { matchesWildcard } from "../../core/wildcard.ts";
import { type ApiCall, defineAction, type JsonObject } from "../action.ts";
import { apiCall, compliant, planned, refused, unreadable } from "../decisions.ts";
import { type ClusterState, readCluster, unchangeable } from "./cluster-state.ts";

/** An administrator policy over the whole cluster, and who has it. */
interface Admin {
	readonly principal: string;
	readonly policy: string;
}

interface AdminState extends ClusterState {
	readonly authenticationMode: string;
	readonly admins: readonly Admin[];
}

const adminPolicies: ReadonlySet<string> = new Set(["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"]);
const isFull = ({ policy }: Admin): boolean => policy.endsWith("/AmazonEKSClusterAdminPolicy");

export const eksClusterAdminKnown = defineAction<AdminState>({
	id: "eks-cluster-admin-known",
	title: "Take administration of an EKS cluster from principals that are not known",
	family: "eks",
	kinds: ["eks.Cluster"],
	rules: ["eks-cluster-admin-limited"],
	controls: [],
	level: "auto",
	reads: ["eks:DescribeCluster", "eks:ListAccessEntries", "eks:ListAssociatedAccessPolicies"],
	writes: ["eks:DisassociateAccessPolicy", "eks:AssociateAccessPolicy"],
	triggers: ["eks:CreateAccessEntry", "eks:AssociateAccessPolicy", "eks:CreateCluster"],
	guards: [
		"Needs settings.breakGlass: whoever it does not name is not known.",
		"At least one of the named principals keeps AmazonEKSClusterAdminPolicy over the whole cluster.",
		"Only the administrator policies are taken away; the access entry and its other policies stay.",
	],
	downtime: "The principals can no longer administer the cluster.",
	reversible: true,
	async read(target, aws) {
		const cluster = await readCluster(target, aws, ({ accessConfig }) =>
			accessConfig?.authenticationMode === undefined ? undefined : { authenticationMode: accessConfig.authenticationMode },
		);
		if (!("state" in cluster)) return cluster;
		// EKS refuses the listing in this mode.
		if (cluster.state.authenticationMode === "CONFIG_MAP") return { state: { ...cluster.state, admins: [] } };
		const { name: clusterName } = cluster.state;
		const entries = await aws.list(
			"eks",
			(nextToken) => new ListAccessEntriesCommand({ clusterName, maxResults: 100, nextToken }),
			(page) => page.accessEntries,
			(page) => page.nextToken,
		);
		if (entries.failure) return { unread: entries.failure };
		const admins: Admin[] = [];
		for (const principal of entries.items.toSorted()) {
			const policies = await aws.list(
				"eks",
				(nextToken) => new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn: principal, maxResults: 100, nextToken }),
				(page) => page.associatedAccessPolicies,
				(page) => page.nextToken,
			);
			if (policies.failure) return unreadable({ unread: policies.failure }, `Access entry ${principal}`);
			for (const { policyArn = "", accessScope } of policies.items)
				if (accessScope?.type === "cluster" && adminPolicies.has(policyArn.split("/").at(-1) ?? ""))
					admins.push({ principal, policy: policyArn });
		}
		return { state: { ...cluster.state, admins: admins.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) } };
	},
	facts: ({ admins }) => factsOf(admins),
	plan(state, settings) {
		const { name, admins } = state;
		const held = unchangeable(state);
		if (held) return held;
		if (state.authenticationMode === "CONFIG_MAP")
			return refused(
				"unsupported",
				`${name} has no access entries: its administrators are in the aws-auth config map, which AWS does not show.`,
			);
		if (settings.breakGlass.length === 0) return refused("settings", "settings.breakGlass does not name who may administer clusters.");
		const known = ({ principal }: Admin) => settings.breakGlass.some((pattern) => matchesWildcard(pattern, principal));
		const unknown = admins.filter((admin) => !known(admin));
		if (unknown.length === 0) return compliant(`Only principals that settings.breakGlass names administer ${name}.`);
		const rest = admins.filter(known);
		const names = [...new Set(unknown.map(({ principal }) => principal))];
		if (!rest.some(isFull))
			return refused("lastWayIn", `None of settings.breakGlass administers ${name}: without ${names.join(", ")} nobody would.`);
		return planned({
			level: "auto",
			calls: unknown.map(({ principal, policy }) =>
				apiCall(
					"eks:DisassociateAccessPolicy",
					{ clusterName: name, principalArn: principal, policyArn: policy },
					`Take ${policy.split("/").at(-1)} from ${principal}`,
				),
			),
			inverse: unknown.map(
				({ principal, policy }): ApiCall =>
					apiCall(
						"eks:AssociateAccessPolicy",
						{ clusterName: name, principalArn: principal, policyArn: policy, accessScope: { type: "cluster" } },
						`Give ${policy.split("/").at(-1)} back to ${principal}`,
					),
			),
			desired: factsOf(rest),
			downtime: `${names.join(", ")} can no longer administer the cluster.`,
			risk: "high",
			notes: [
				`${[...new Set(rest.map(({ principal }) => principal))].join(", ")} go on administering ${name}.`,
				...(state.authenticationMode === "API_AND_CONFIG_MAP"
					? ["The aws-auth config map, which is still trusted, may let them in as well."]
					: []),
			],
			hints: {
				terraform: `Remove aws_eks_access_policy_association of ${names.join(", ")}, and bootstrap_cluster_creator_admin_permissions.`,
				cloudformation: "AWS::EKS::AccessEntry AccessPolicies",
			},
		});
	},
});

const key = ({ principal, policy }: Admin): string => `${principal} ${policy}`;

const factsOf = (admins: readonly Admin[]): JsonObject => ({ admins: admins.map(key).sort() });
