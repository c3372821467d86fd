/** Is the grantee an AWS service, by its principal, its service-linked role or a session that AWS itself holds (`assumed-role/aws:ec2-infrastructure/…`)? Their grants are made and retired by the service. */
export const isService = (grantee: string): boolean =>
	/^[^:]+\.amazonaws\.com(\.cn)?$/.test(grantee) || /:(role\/aws-service-role\/|assumed-role\/aws:)/.test(grantee);
