/** Partition + account + region (+ Kubernetes cluster, for what its own API shows): the unit that is collected, and the key under which snapshots are kept. */
export interface Scope {
	partition: string;
	account: string;
	region: string;
	cluster?: string | undefined;
}

/** `aws/123456789012/eu-west-1`, with `/prod` for a cluster, for messages and keys. */
export const scopeKey = (scope: Scope): string =>
	`${scope.partition}/${scope.account}/${scope.region}${scope.cluster === undefined ? "" : `/${scope.cluster}`}`;

/** The scope for people: `aws/123456789012/eu-west-1`, `outside AWS`, `cluster prod`. */
export const scopeText = (scope: Scope): string => {
	if (scope.account !== "-") return scopeKey(scope);
	return scope.cluster === undefined ? "outside AWS" : `cluster ${scope.cluster}`;
};
