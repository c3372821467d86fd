import { need } from "../../../core/observed.ts";
import type { KubernetesService } from "../../../core/resources/index.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";
import { nameOf } from "./name.ts";

/** Why rules about Services of databases do not apply; throws `Unobserved` when it is not known what the Service leads to. */
export const noDatabaseBehind = (service: KubernetesService): Verdict | undefined =>
	need(service.database) === null ? notApplicable(`${nameOf(service)} leads to no database.`) : undefined;

/** Why rules about load balancers do not apply. */
export const noLoadBalancer = (service: KubernetesService): Verdict | undefined =>
	service.type === "LoadBalancer" ? undefined : notApplicable(`${nameOf(service)} is no load balancer but ${service.type}.`);
