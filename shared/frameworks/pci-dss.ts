import type { Framework } from "../core/framework.ts";
import type { RuleId } from "../rules/index.ts";
import { pciAccess } from "./pci-dss/access.ts";
import { pciData } from "./pci-dss/data.ts";
import { pciMonitoring } from "./pci-dss/monitoring.ts";
import { pciNetwork } from "./pci-dss/network.ts";

/**
 * PCI DSS: the numbered requirements that configuration can show, and each other group of requirements as not assessed. Whether a database
 * holds account data is for the organisation to say; the rules judge every database as if it did.
 */
export const pciDss: Framework<RuleId> = {
	id: "pci-dss",
	title: "PCI DSS",
	version: "4.0.1",
	source: "https://www.pcisecuritystandards.org/document_library/",
	requirements: [...pciNetwork, ...pciData, ...pciAccess, ...pciMonitoring],
};
