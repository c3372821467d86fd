import { readFileSync } from "node:fs";
import { join } from "node:path";
import { frameworks } from "../../shared/frameworks/index.ts";
import { remediations } from "../../shared/remediations/registry.ts";
import { rules } from "../../shared/rules/index.ts";
import { frameworksPage } from "./frameworks-page.ts";
import { remediationPage } from "./remediation-page.ts";
import { rulesPage } from "./rules-page.ts";

/** The generated pages by their path from the root of the repository. */
export const pages = (): Readonly<Record<string, string>> => ({
	"docs/rules.md": rulesPage(rules, frameworks),
	"docs/frameworks.md": frameworksPage(frameworks),
	"docs/remediation.md": remediationPage(readFileSync(join(import.meta.dirname, "../../docs/remediation.md"), "utf8"), remediations),
});
