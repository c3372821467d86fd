/** Partition + account + region: the unit that is collected, and the key under which snapshots are kept. */
export interface Scope {
	partition: string;
	account: string;
	region: string;
}

/** `aws/123456789012/eu-west-1`, for messages and keys. */
export const scopeKey = (scope: Scope): string => `${scope.partition}/${scope.account}/${scope.region}`;
