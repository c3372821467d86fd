import { rdsInstanceStorageEncrypted } from "./rds/rds-instance-storage-encrypted.ts";

/** Every rule, in the order of the catalogue: one line a rule. `RuleId` derives from it, so that a typo in a framework does not compile. */
export const rules = [rdsInstanceStorageEncrypted] as const;

/** The id of a rule of the catalogue. */
export type RuleId = (typeof rules)[number]["id"];
