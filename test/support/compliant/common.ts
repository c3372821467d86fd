import { seen } from "../../../shared/core/observed.ts";

/** Where all compliant resources live. */
export const account = "111122223333";
export const region = "eu-west-1";
export const place = { partition: "aws", account, region, tags: seen({ owner: "payments", environment: "production" }) } as const;

export const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;

/** A customer managed key in good order. */
export const customerKey = seen({
	arn: arn("kms", "key/11111111-2222-3333-4444-555555555555"),
	manager: "CUSTOMER" as const,
	state: "Enabled",
	owner: account,
});

/** An unread fact, as a denied call leaves it. */
export const denied = (service: string, operation: string) => ({
	unread: { service, operation, cause: "denied" as const, message: `User is not authorized to perform: ${service}:${operation}` },
});

/** Private subnets, one security group that admits an application's group. */
export const privateNetwork = (port: number) =>
	seen({
		vpcId: "vpc-0a1b2c3d",
		defaultVpc: false,
		securityGroups: ["sg-0db"],
		ingress: [{ protocol: "tcp", fromPort: port, toPort: port, source: { kind: "securityGroup" as const, value: "sg-0app" }, cidrs: [] }],
		subnets: [
			{ id: "subnet-0a", public: false, availabilityZone: "eu-west-1a" },
			{ id: "subnet-0b", public: false, availabilityZone: "eu-west-1b" },
		],
	});

/** Trust of a service account's role, scoped by audience and subject. */
export const scopedTrust = {
	json: JSON.stringify({
		Version: "2012-10-17",
		Statement: [
			{
				Effect: "Allow",
				Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF` },
				Action: "sts:AssumeRoleWithWebIdentity",
				Condition: {
					StringEquals: {
						"oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF:aud": "sts.amazonaws.com",
						"oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF:sub": "system:serviceaccount:payments:api",
					},
				},
			},
		],
	}),
};
