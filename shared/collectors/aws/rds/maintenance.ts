import { incomplete } from "../../../aws/caller.ts";
import { seen, unread } from "../../../core/observed.ts";
import type { DbInstance } from "../../../core/resources/index.ts";
import { isoTime } from "../shapes.ts";
import type { RdsListings } from "./listings.ts";

/** The pending maintenance of a resource by its ARN, from the one listing of the region. */
export function maintenanceOf({ maintenance }: RdsListings): (arn: string) => DbInstance["pendingMaintenance"] {
	if (maintenance.failure) {
		const failed: DbInstance["pendingMaintenance"] = unread(maintenance.failure);
		return () => failed;
	}
	const none: DbInstance["pendingMaintenance"] = seen([]);
	const known = Map.groupBy(maintenance.items, ({ ResourceIdentifier }) => ResourceIdentifier);
	return (arn) => {
		const actions = known.get(arn)?.flatMap(({ PendingMaintenanceActionDetails }) => PendingMaintenanceActionDetails ?? []);
		return actions
			? seen(
					actions.map((action) => ({
						action: action.Action ?? "unknown",
						description: action.Description,
						optInStatus: action.OptInStatus,
						autoAppliedAfter: isoTime(action.AutoAppliedAfterDate),
						forcedApply: isoTime(action.ForcedApplyDate),
						currentApply: isoTime(action.CurrentApplyDate),
					})),
				)
			: none;
	};
}

/** The certificate authority of an instance by its identifier, from the one listing of the region. */
export function authorityOf({ certificates }: RdsListings): (identifier: string | undefined) => DbInstance["authority"] {
	const known = new Map<string | undefined, DbInstance["authority"]>(
		certificates.items.map(({ CertificateIdentifier = "", ValidTill, CustomerOverrideValidTill }) => [
			CertificateIdentifier,
			ValidTill
				? seen({
						identifier: CertificateIdentifier,
						validTill: ValidTill.toISOString(),
						customerOverrideValidTill: isoTime(CustomerOverrideValidTill),
					})
				: unread(incomplete("rds", "DescribeCertificates", "ValidTill")),
		]),
	);
	return (identifier) => {
		if (identifier === undefined) return unread(incomplete("rds", "DescribeDBInstances", "CACertificateIdentifier"));
		const found = known.get(identifier);
		if (found) return found;
		if (certificates.failure) return unread(certificates.failure);
		const message = `RDS lists no certificate authority ${identifier}.`;
		return unread({ service: "rds", operation: "DescribeCertificates", cause: "notFound", message });
	};
}
