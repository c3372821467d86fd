/** Is the grantee an AWS service, by its principal or its service-linked role? Their grants are made and retired by the service. */
export const isService = (grantee: string): boolean =>
	/^[^:]+\.amazonaws\.com(\.cn)?$/.test(grantee) || grantee.includes(":role/aws-service-role/");
