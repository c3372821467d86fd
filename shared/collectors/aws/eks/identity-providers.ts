import {
	DescribeIdentityProviderConfigCommand,
	type IdentityProviderConfig,
	ListIdentityProviderConfigsCommand,
} from "@aws-sdk/client-eks";
import { incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { EksIdentityProvider } from "../../../core/resources/eks.ts";
import type { Collected } from "../../ports.ts";
import { readChildren } from "./children.ts";
import type { ClusterContext } from "./context.ts";

/** The OIDC identity providers whose users the cluster lets in. */
export async function readIdentityProviders(context: ClusterContext): Promise<Collected> {
	const { aws, name } = context;
	const listed = await aws.list(
		"eks",
		(nextToken) => new ListIdentityProviderConfigsCommand({ clusterName: name, maxResults: 100, nextToken }),
		(page) => page.identityProviderConfigs,
		(page) => page.nextToken,
	);
	return readChildren(
		listed,
		"eks.IdentityProvider",
		aws.scope,
		(provider) => `Identity provider ${name}/${provider.name}`,
		(provider) => readProvider(context, provider),
	);
}

async function readProvider({ aws, name }: ClusterContext, provider: IdentityProviderConfig): Promise<Observed<EksIdentityProvider>> {
	const answer = await aws.call("eks", new DescribeIdentityProviderConfigCommand({ clusterName: name, identityProviderConfig: provider }));
	if ("unread" in answer) return answer;
	const oidc = answer.value.identityProviderConfig?.oidc;
	if (!oidc) return unread(incomplete("eks", "DescribeIdentityProviderConfig", "identityProviderConfig.oidc"));
	const { partition, region, account } = aws.scope;
	return seen({
		kind: "eks.IdentityProvider",
		...aws.scope,
		arn: oidc.identityProviderConfigArn ?? `arn:${partition}:eks:${region}:${account}:identityproviderconfig/${name}/oidc/${provider.name}`,
		name: `${name}/${provider.name}`,
		tags: seen(oidc.tags ?? {}),
		cluster: name,
		issuerUrl: oidc.issuerUrl,
		clientId: oidc.clientId,
		usernamePrefix: oidc.usernamePrefix,
		groupsPrefix: oidc.groupsPrefix,
		requiredClaims: oidc.requiredClaims ?? {},
		status: oidc.status,
	});
}
