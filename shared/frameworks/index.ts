import type { Framework } from "../core/framework.ts";
import type { RuleId } from "../rules/index.ts";
import { cisAws } from "./cis-aws.ts";
import { cisEks } from "./cis-eks.ts";
import { cisMysql } from "./cis-mysql.ts";
import { cisPostgresql } from "./cis-postgresql.ts";
import { fsbp } from "./fsbp.ts";
import { nist80053 } from "./nist-800-53.ts";
import { pciDss } from "./pci-dss.ts";
import { soc2 } from "./soc2.ts";

/** Every framework. */
export const frameworks: readonly Framework<RuleId>[] = [fsbp, cisAws, cisEks, cisPostgresql, cisMysql, soc2, pciDss, nist80053];
