import type { MasterUserSecret } from "@aws-sdk/client-rds";
import type { DbInstance } from "../../../core/resources/index.ts";

/** What the joins of an instance and of a cluster start from. */
export interface ServerInputs {
	readonly kmsKeyId: string | undefined;
	readonly secretKeyId: string | undefined;
	readonly insightsKeyId: string | undefined;
	readonly securityGroups: readonly string[];
}

/** The master secret that RDS manages, when it does. */
export const secretOf = (secret: MasterUserSecret | undefined): DbInstance["masterSecret"] =>
	secret?.SecretArn === undefined ? undefined : { arn: secret.SecretArn, status: secret.SecretStatus, kmsKeyId: secret.KmsKeyId };

/** Performance Insights as an instance or a cluster reports it; where RDS names none, as for engines without it, it is off. */
export const insightsOf = (server: {
	PerformanceInsightsEnabled?: boolean | undefined;
	PerformanceInsightsKMSKeyId?: string | undefined;
	PerformanceInsightsRetentionPeriod?: number | undefined;
}): DbInstance["performanceInsights"] => ({
	enabled: server.PerformanceInsightsEnabled ?? false,
	kmsKeyId: server.PerformanceInsightsKMSKeyId,
	retentionDays: server.PerformanceInsightsRetentionPeriod,
});

/** The names of pending changes in camel case: `CACertificateIdentifier` is caCertificateIdentifier. The values stay out: one is a password. */
export const pendingNames = (pending: object | undefined): string[] =>
	Object.entries(pending ?? {}).flatMap(([name, value]) => (isEmpty(value) ? [] : [camelCase(name)]));

const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === "" ||
	(typeof value === "object" && !(value instanceof Date) && Object.values(value).every(isEmpty));

const camelCase = (name: string): string => name.replace(/^(?:[A-Z]+(?=[A-Z][a-z])|[A-Z])/, (head) => head.toLowerCase());
