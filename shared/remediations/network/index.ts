import type { Action } from "../action.ts";
import { securityGroupDatabasePortClosed } from "./security-group-database-port-closed.ts";

export const networkActions: readonly Action[] = [securityGroupDatabasePortClosed];
