import type { Scope } from "../core/scope.ts";

/** Where a server is that no scanned account hosts. */
export const outsideAws: Scope = { partition: "-", account: "-", region: "-" };
