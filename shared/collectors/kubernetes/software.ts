import type { DatabaseSoftware } from "../../core/resources/kubernetes.ts";
import { portsOf, type RawContainer } from "./containers.ts";
import { serverInImage } from "./images.ts";
import { text, texts } from "./json.ts";
import type { Labels } from "./objects.ts";
import type { Draft } from "./owners.ts";

interface ByOperator {
	readonly engine: string;
	readonly container: string;
	/** Do labels of the pods say that it is an instance of the operator's database, and not its pooler or backup? */
	readonly labelled: (labels: Labels) => boolean;
	/** API group of the custom resource that owns it. */
	readonly group: string;
}

const operators: readonly ByOperator[] = [
	{
		engine: "postgres",
		container: "postgres",
		group: "postgresql.cnpg.io",
		labelled: (labels) => labels["cnpg.io/cluster"] !== undefined && (labels["cnpg.io/podRole"] ?? "instance") === "instance",
	},
	{
		engine: "postgres",
		container: "postgres",
		group: "acid.zalan.do",
		labelled: (labels) => labels["spilo-role"] !== undefined || labels.application === "spilo",
	},
	{
		engine: "postgres",
		container: "database",
		group: "postgres-operator.crunchydata.com",
		labelled: (labels) =>
			labels["postgres-operator.crunchydata.com/data"] === "postgres" || labels["postgres-operator.crunchydata.com/instance"] !== undefined,
	},
	{
		engine: "mysql",
		container: "pxc",
		group: "pxc.percona.com",
		labelled: (labels) =>
			labels["app.kubernetes.io/managed-by"] === "percona-xtradb-cluster-operator" && labels["app.kubernetes.io/component"] === "pxc",
	},
	{
		engine: "mysql",
		container: "mysql",
		group: "mysql.oracle.com",
		labelled: (labels) => labels["mysql.oracle.com/cluster"] !== undefined && labels["app.kubernetes.io/component"] === "database",
	},
	{
		engine: "mariadb",
		container: "mariadb",
		group: "k8s.mariadb.com",
		labelled: (labels) => labels["k8s.mariadb.com/role"] !== undefined,
	},
];

/** Programs of database images that serve nothing. */
const clients =
	/(^|\/)(psql|pg_dump|pg_dumpall|pg_basebackup|pg_restore|pg_isready|pgbench|mysql|mysqldump|mysqladmin|mysqlsh|mariadb|mariadb-dump|mariadb-admin|mariadb-backup|redis-cli|valkey-cli|mongosh?|mongodump|mongorestore|sleep|tail)$/;

/** The database that a workload runs; undefined when nothing says that it does. An operator's word counts before labels, labels before images. */
export function softwareOf(draft: Draft, containers: readonly RawContainer[]): DatabaseSoftware | undefined {
	const running = containers.filter(({ init }) => !init);
	const servers = running.flatMap((container) => {
		const engine = serverOf(container);
		return engine === undefined ? [] : [{ engine, container: container.name }];
	});
	const operated = operatorOf(draft, servers.length > 0);
	if (operated) {
		const own = running.find(({ name }) => name === operated.container)?.name ?? servers[0]?.container;
		return { engine: operated.engine, by: "operator", ...(own === undefined ? {} : { container: own }) };
	}
	const isJob = draft.kind === "Job" || draft.kind === "CronJob";
	const labels = [draft.labels, ...draft.podLabels];
	const [server] = servers;
	if (!isJob && labels.some((set) => set["app.kubernetes.io/component"]?.toLowerCase() === "database"))
		return {
			engine: server?.engine ?? engineOfLabels(labels) ?? "unknown",
			by: "label",
			...(server ? { container: server.container } : lone(running)),
		};
	// A job with a database's image runs its client programs, such as pg_dump.
	return server && !isJob ? { ...server, by: "image" } : undefined;
}

/** Where there is one container, it is the one. */
const lone = (running: readonly RawContainer[]) => (running.length === 1 && running[0] ? { container: running[0].name } : {});

/** The database server in a container, by its image; undefined when its command is a client program. */
function serverOf({ spec }: RawContainer): string | undefined {
	const [program] = texts(spec.command);
	if (program !== undefined && clients.test(program)) return undefined;
	return serverInImage(
		text(spec.image) ?? "",
		portsOf(spec).map(({ port }) => port),
	);
}

/** An operator's resource also owns poolers, backups and jobs: ownership alone counts only with an image that serves. */
function operatorOf(draft: Draft, serves: boolean): ByOperator | undefined {
	if (draft.kind === "Job" || draft.kind === "CronJob") return undefined;
	return operators.find(({ labelled, group }) => draft.podLabels.some(labelled) || (serves && draft.ownerGroups.includes(group)));
}

function engineOfLabels(labels: readonly Labels[]): string | undefined {
	for (const set of labels) {
		const name = set["app.kubernetes.io/name"] ?? set.app ?? "";
		const engine = serverInImage(name);
		if (engine) return engine;
	}
	return undefined;
}
