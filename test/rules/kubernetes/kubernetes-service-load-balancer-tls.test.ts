import { seen } from "../../../shared/core/observed.ts";
import { kubernetesServiceLoadBalancerTls } from "../../../shared/rules/kubernetes/kubernetes-service-load-balancer-tls.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const ports = (...of: [port: number, name?: string][]) => ({
	ports: of.map(([port, name]) => ({ port, protocol: "TCP", ...(name === undefined ? {} : { name }) })),
});

testRule(
	kubernetesServiceLoadBalancerTls,
	{
		pass: [
			{
				name: "TLS on all ports",
				with: { ...ports([443, "https"]), tlsPorts: ["*"] },
				says: "The load balancer of orders/web takes TLS only",
				evidence: { tls: [443], clear: [], passedOn: [], scheme: "internet-facing" },
			},
			{ name: "TLS by the number of the port", with: { ...ports([8080]), tlsPorts: ["8080"] } },
			{ name: "TLS by the name of the port", with: { ...ports([9000, "http"]), tlsPorts: ["http"] } },
		],
		fail: [
			{ name: "port 80", says: "takes HTTP without TLS on 80.", evidence: { clear: [80] } },
			{ name: "port 8080", with: ports([8080]) },
			{ name: "another port that is called http", with: ports([9000, "http"]) },
			{ name: "another port that is called web", with: ports([9000, "web"]) },
			{ name: "80 and 8080", with: ports([80], [8080]), says: "on 80, 8080." },
			{ name: "TLS on another port only", with: { ...ports([80]), tlsPorts: ["443"] } },
			{ name: "an internal load balancer", with: { scheme: "internal" }, severity: "low" },
			{ name: "a scheme that is not known", with: { scheme: undefined }, evidence: { scheme: null } },
			{ name: "80 beside TLS", with: { ...ports([80], [443]), tlsPorts: ["443"] }, severity: "low", evidence: { clear: [80], tls: [443] } },
			{ name: "80 beside 443 that is passed on", with: ports([80], [443]), severity: "low", evidence: { passedOn: [443] } },
		],
		notApplicable: [
			{ name: "no load balancer", with: { type: "ClusterIP" }, says: "orders/web has no load balancer" },
			{ name: "no web port", with: ports([5672, "amqp"]), says: "no port of HTTP" },
			{ name: "a name that only begins like http", with: ports([9000, "httpd"]) },
			{ name: "names that only end like http and tls", with: ports([9000, "no-http"], [9001, "starttls"], [9002, "x-tls"]) },
			{ name: "a database", with: { database: seen({ engine: "postgres", by: "label" }) }, says: "leads to a database" },
		],
		indeterminate: [
			{ name: "443 that is passed on", with: ports([443]), says: "passes 443 on to pods", evidence: { passedOn: [443] } },
			{ name: "8443 that is passed on", with: ports([8443]) },
			{ name: "a port that is called https", with: ports([9443, "https-web"]) },
			{ name: "a port that is called tls", with: ports([9443, "tls"]) },
			{ name: "80 that is called https", with: ports([80, "https"]) },
			{ name: "where it leads is not known", with: { database: denied("kubernetes", "list pods") } },
		],
	},
	{
		...ports([80, "http"]),
		arn: "kubernetes://prod/orders/Service/web",
		name: "web",
		type: "LoadBalancer",
		scheme: "internet-facing",
		database: seen(null),
	},
);
