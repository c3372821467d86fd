import { reported } from "../../../core/observed.ts";
import type { DbSnapshot } from "../../../core/resources/index.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";

/** Snapshots that people make and must delete themselves; RDS and AWS Backup expire theirs. */
export const isManual = (snapshot: DbSnapshot): boolean => snapshot.type === "manual";

/** The verdict for rules on manual snapshots only. */
export const expiresByItself = ({ name, type }: DbSnapshot): Verdict =>
	notApplicable(`${name} is of type ${type} and is expired by the service that made it.`);

/** Whole days since the snapshot was made. */
export const ageInDays = (snapshot: DbSnapshot, now: number): number =>
	Math.floor((now - Date.parse(reported(snapshot.createdAt, "SnapshotCreateTime"))) / 86_400_000);
