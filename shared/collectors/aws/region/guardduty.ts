import { GetDetectorCommand, type GetDetectorResponse, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { seen, unread } from "../../../core/observed.ts";
import type { Region } from "../../../core/resources/region.ts";
import { mapSeen } from "../shapes.ts";

/** GuardDuty of a region; a region has at most one detector, and null is none. */
export async function readGuardDuty(aws: AwsCaller): Promise<Region["guardDuty"]> {
	const detectors = await aws.list(
		"guardduty",
		(NextToken) => new ListDetectorsCommand({ MaxResults: 50, NextToken }),
		(page) => page.DetectorIds,
		(page) => page.NextToken,
	);
	if (detectors.failure) return unread(detectors.failure);
	const [DetectorId] = detectors.items;
	if (DetectorId === undefined) return seen(null);
	const detector = await aws.call("guardduty", new GetDetectorCommand({ DetectorId }));
	if ("value" in detector && detector.value.Status === undefined) return unread(incomplete("guardduty", "GetDetector", "Status"));
	return mapSeen(detector, detectorFacts);
}

/** What rules must know of a detector, from GetDetector. */
export function detectorFacts({ Status, Features = [] }: GetDetectorResponse) {
	const runtime = Features.filter(({ Name }) => Name === "RUNTIME_MONITORING" || Name === "EKS_RUNTIME_MONITORING");
	return {
		enabled: Status === "ENABLED",
		features: Object.fromEntries(Features.flatMap((one) => (one.Name ? [[one.Name as string, one.Status === "ENABLED"]] : []))),
		runtimeEksAddon: runtime.some(({ Status: on, AdditionalConfiguration }) =>
			AdditionalConfiguration?.some((one) => on === "ENABLED" && one.Name === "EKS_ADDON_MANAGEMENT" && one.Status === "ENABLED"),
		),
	};
}
