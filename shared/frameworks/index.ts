import type { Framework } from "../core/framework.ts";
import type { RuleId } from "../rules/index.ts";

/** Every framework. */
export const frameworks: readonly Framework<RuleId>[] = [];
