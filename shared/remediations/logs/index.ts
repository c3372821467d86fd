import type { Action } from "../action.ts";
import { accountTrailLogging } from "./account-trail-logging.ts";
import { logGroupEncrypted } from "./log-group-encrypted.ts";
import { logGroupRetention } from "./log-group-retention.ts";

export const logsActions: readonly Action[] = [accountTrailLogging, logGroupEncrypted, logGroupRetention];
