/** What this sink looks at in a finding in ASFF; there is more in it, which is sent as it is. */
export interface ProvidedFinding {
	readonly SchemaVersion: string;
	readonly Id: string;
	readonly ProductArn: string;
	readonly GeneratorId: string;
	readonly AwsAccountId: string;
	readonly CreatedAt: string;
	readonly UpdatedAt: string;
	readonly FirstObservedAt: string;
	readonly LastObservedAt: string;
	readonly Title: string;
	readonly Description: string;
	readonly Types: readonly string[];
	readonly Severity: { readonly Label: string; readonly Normalized: number; readonly Original: string };
	readonly ProductFields: Readonly<Record<string, string>>;
	readonly Resources: readonly { readonly Type: string; readonly Id: string; readonly Partition: string; readonly Region: string }[];
	readonly Compliance: { readonly Status: string; readonly SecurityControlId: string };
	readonly Workflow: { readonly Status: string };
	readonly Note?: { readonly Text: string };
	readonly FindingProviderFields: {
		readonly Severity: { readonly Label: string; readonly Original: string };
		readonly Types: readonly string[];
	};
}

/** What BatchImportFindings is sent: updates leave out what customers own. */
export interface ImportedFinding
	extends Omit<ProvidedFinding, "Workflow" | "Note" | "Severity" | "Types">,
		Partial<Pick<ProvidedFinding, "Workflow" | "Severity" | "Types">> {
	readonly RecordState: "ACTIVE" | "ARCHIVED";
}
