import type { Framework } from "../core/framework.ts";
import type { RuleId } from "../rules/index.ts";
import { nistAccess } from "./nist-800-53/access.ts";
import { nistAudit } from "./nist-800-53/audit.ts";
import { nistConfiguration } from "./nist-800-53/configuration.ts";
import { nistContingency } from "./nist-800-53/contingency.ts";
import { nistIdentification } from "./nist-800-53/identification.ts";
import { nistIntegrity } from "./nist-800-53/integrity.ts";
import { nistOrganisation } from "./nist-800-53/organisation.ts";
import { nistProtection } from "./nist-800-53/protection.ts";

/**
 * NIST SP 800-53 revision 5: every base control of the technical families, the enhancements that configuration can show, and the
 * organisational families by name. Follows the related requirements that AWS states for its Security Hub controls.
 */
export const nist80053: Framework<RuleId> = {
	id: "nist-800-53",
	title: "NIST SP 800-53",
	version: "Revision 5",
	source: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
	requirements: [
		...nistAccess,
		...nistAudit,
		...nistConfiguration,
		...nistContingency,
		...nistIdentification,
		...nistProtection,
		...nistIntegrity,
		...nistOrganisation,
	],
};
