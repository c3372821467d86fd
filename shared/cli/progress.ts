import type { Terminal } from "./terminal.ts";

/** How far a collection has come. */
export interface Progress {
	readonly regionsDone: number;
	readonly regionsTotal: number;
	readonly calls: number;
	readonly resources: number;
}

/** How many clusters have been read. */
export interface ClusterProgress {
	readonly clustersDone: number;
	readonly clustersTotal: number;
	readonly requests: number;
}

/** A line on stderr that is rewritten while work goes on; nothing when stderr is no terminal. */
export function showProgress({ stderr, now }: Terminal): { update(progress: Progress | ClusterProgress): void; end(): void } {
	if (!stderr.isTTY) return { update: () => {}, end: () => {} };
	let last = 0;
	let shown = false;
	return {
		update(progress) {
			// Ten times a second is smooth; more would be work for the terminal.
			if (now() - last < 100) return;
			last = now();
			shown = true;
			stderr.write(`\r\u001b[K${"clustersTotal" in progress ? clusterLine(progress) : regionLine(progress)}`);
		},
		end() {
			if (shown) stderr.write("\r\u001b[K");
		},
	};
}

const regionLine = ({ regionsDone, regionsTotal, calls, resources }: Progress): string =>
	`${regionsDone}/${regionsTotal} regions, ${calls} calls, ${resources} resources`;

const clusterLine = ({ clustersDone, clustersTotal, requests }: ClusterProgress): string =>
	`${clustersDone}/${clustersTotal} clusters, ${requests} requests`;
