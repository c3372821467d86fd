/** A metric of the application, in the namespace Parapet. */
export interface MetricFacts {
	readonly unit: "Count" | "Seconds" | "Milliseconds" | "Bytes";
	readonly meaning: string;
}

/** All metrics: the functions emit them, alarms and the dashboard show them. */
export const metrics = {
	ScopesPlanned: { unit: "Count", meaning: "Scopes that a run set out to scan." },
	ScopesComplete: { unit: "Count", meaning: "Scopes of a run of which everything was read and judged." },
	ScopesIncomplete: { unit: "Count", meaning: "Scopes of a run that were published with something unread." },
	ScopesFailed: { unit: "Count", meaning: "Scopes of a run that could not be read or published." },
	RunSeconds: { unit: "Seconds", meaning: "From the tick to the last scope of a run." },
	ScanSeconds: { unit: "Seconds", meaning: "Reading of one scope." },
	ScanCalls: { unit: "Count", meaning: "Calls to AWS for one scope." },
	ResourcesScanned: { unit: "Count", meaning: "Resources of a scope." },
	OldestCompleteScanSeconds: { unit: "Seconds", meaning: "Age of the last complete scan of the scope where it is oldest." },
	StaleScopes: { unit: "Count", meaning: "Scopes whose last complete scan is older than two periods of the schedule." },
	AlertsSent: { unit: "Count", meaning: "Messages that a target took." },
	AlertsWaiting: { unit: "Count", meaning: "Messages that wait for their target." },
	OldestAlertSeconds: { unit: "Seconds", meaning: "How long the oldest of them has waited." },
	AlertsRejected: { unit: "Count", meaning: "Messages that a target will never take; they are kept apart." },
	ChangesReceived: { unit: "Count", meaning: "Events about changes." },
	ChangesAssessed: { unit: "Count", meaning: "Re-scans that events led to, after those of a burst were put together." },
	ChangeSeconds: { unit: "Seconds", meaning: "From the time of an event to the publication of what it changed." },
	FindingsRefused: {
		unit: "Count",
		meaning: "Findings that Security Hub or Security Lake did not take, for their form or for want of rights.",
	},
	Remediations: { unit: "Count", meaning: "Repairs that were made and verified." },
	SecondsToRemediate: { unit: "Seconds", meaning: "From when the fault was seen to its verified repair." },
	Refusals: { unit: "Count", meaning: "Repairs that a guard or the resource itself forbids." },
	Rollbacks: { unit: "Count", meaning: "Repairs that were taken back." },
	RemediationFailures: { unit: "Count", meaning: "Repairs that failed." },
	FindingsSynced: { unit: "Count", meaning: "Findings that Security Hub or Security Lake took." },
} as const satisfies Readonly<Record<string, MetricFacts>>;

export type MetricName = keyof typeof metrics;
