import { need } from "../../core/observed.ts";
import type { KubernetesService } from "../../core/resources/index.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, indeterminate, notApplicable, pass } from "../../core/verdict.ts";
import { nameOf } from "./judge/name.ts";

type Port = KubernetesService["ports"][number];

export const kubernetesServiceLoadBalancerTls = defineRule({
	id: "kubernetes-service-load-balancer-tls",
	title: "Load balancers of web services take TLS only",
	severity: "medium",
	resource: "kubernetes.Service",
	risk: "Passwords, session cookies and data of the service cross the network, or the internet, in clear.",
	recommendation:
		"Annotate the Service with a certificate of ACM and its ports (aws-load-balancer-ssl-cert, -ssl-ports), or let pods serve TLS on 443 alone.",
	links: ["https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html"],
	related: { others: ["kube-bench:5.4.5", "kubescape:C-0231"] },
	evaluate(service) {
		const called = nameOf(service);
		if (service.type !== "LoadBalancer") return notApplicable(`${called} has no load balancer.`);
		const web = service.ports.filter((port) => isClear(port) || isSecure(port));
		if (web.length === 0) return notApplicable(`The load balancer of ${called} has no port of HTTP.`);
		if (need(service.database) !== null) return notApplicable(`${called} leads to a database, whose exposure has rules of its own.`);
		const ended = web.filter((port) => endsTls(service, port));
		const clear = web.filter((port) => isClear(port) && !ended.includes(port));
		const passed = web.filter((port) => isSecure(port) && !ended.includes(port));
		const evidence = { tls: numbers(ended), clear: numbers(clear), passedOn: numbers(passed), scheme: service.scheme ?? null };
		if (clear.length > 0)
			return fail(
				`The load balancer of ${called} takes HTTP without TLS on ${numbers(clear).join(", ")}.`,
				evidence,
				// Beside a port with TLS it most often serves to redirect.
				service.scheme === "internal" || clear.length < web.length ? "low" : "medium",
			);
		return passed.length > 0
			? indeterminate(`The load balancer of ${called} passes ${numbers(passed).join(", ")} on to pods, whose TLS is not visible.`, evidence)
			: pass(`The load balancer of ${called} takes TLS only.`, evidence);
	},
});

const isSecure = ({ port, name = "" }: Port): boolean => /^(https|tls)\b/.test(name) || port === 443 || port === 8443;
const isClear = (port: Port): boolean =>
	!isSecure(port) && (/^(http|web)\b/.test(port.name ?? "") || port.port === 80 || port.port === 8080);
const endsTls = ({ tlsPorts }: KubernetesService, { port, name }: Port): boolean =>
	tlsPorts.some((tls) => tls === "*" || tls === String(port) || tls === name);
const numbers = (ports: readonly Port[]): number[] => ports.map(({ port }) => port);
