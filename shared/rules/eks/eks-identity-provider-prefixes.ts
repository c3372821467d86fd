import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const eksIdentityProviderPrefixes = defineRule({
	id: "eks-identity-provider-prefixes",
	title: "EKS identity provider puts explicit prefixes on user and group names",
	severity: "medium",
	resource: "eks.IdentityProvider",
	risk: "Without a prefix whoever chooses names at the provider can take the name of a user or group that other bindings of the cluster trust.",
	recommendation:
		"Associate the provider again with usernamePrefix and groupsPrefix, such as oidc:, and adapt role bindings to the longer names.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html"],
	related: {},
	evaluate({ name, usernamePrefix, groupsPrefix }) {
		const evidence = { usernamePrefix: usernamePrefix ?? null, groupsPrefix: groupsPrefix ?? null };
		const open = Object.entries(evidence)
			.filter(([, prefix]) => !separates(prefix))
			.map(([field]) => field);
		return open.length > 0
			? fail(`${name} sets no separating ${open.join(" and ")}.`, evidence)
			: pass(`${name} prefixes users with ${usernamePrefix} and groups with ${groupsPrefix}.`, evidence);
	},
});

/** `-` switches prefixing off, and a prefix within `system:` collides with the groups of Kubernetes itself. */
const separates = (prefix: string | null): boolean => prefix !== null && prefix !== "" && prefix !== "-" && !prefix.startsWith("system:");
