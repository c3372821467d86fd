import { need } from "../../../core/observed.ts";
import type { KubernetesWorkload } from "../../../core/resources/index.ts";
import type { DatabaseClient } from "../../../core/resources/kubernetes.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";
import { nameOf } from "./name.ts";

/** Is the database reached without leaving the pod: by a socket, or by a proxy beside the container? */
const isInPod = ({ host }: DatabaseClient): boolean => host !== undefined && /^(localhost|127\.[\d.]+|::1|\[::1\]|\/.*)$/i.test(host);

/** How the workload reaches databases in other places. */
export const remoteClients = (workload: KubernetesWorkload): DatabaseClient[] =>
	need(workload.databaseClients).filter((client) => !isInPod(client));

/** Why rules about clients of databases do not apply. */
export const noClient = (workload: KubernetesWorkload): Verdict =>
	notApplicable(`${nameOf(workload)} is told of no database outside of its own pods.`);

/** `main to db.example.com`. */
export const clientName = ({ container, host }: DatabaseClient): string => `${container} to ${host ?? "a host that is not named"}`;
