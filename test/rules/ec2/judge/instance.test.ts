import { expect, it } from "vitest";
import { seen } from "../../../../shared/core/observed.ts";
import { judgeInstancePorts } from "../../../../shared/rules/ec2/judge/instance.ts";
import { ec2Instance } from "../../../support/compliant/around.ts";
import { admits, open, publicNetwork } from "../../../support/ingress.ts";

const publicIps = ["198.51.100.4"];
const judge = (network: ReturnType<typeof publicNetwork>, addresses = publicIps) =>
	judgeInstancePorts({ ...ec2Instance, publicIps: addresses, network }, { product: "Redis", ports: [6379] });

it("shows the facts that decide", () => {
	expect(judge(publicNetwork([]), []).evidence).toEqual({ publicIps: [] });
	expect(judge(publicNetwork([admits(open, 6379)], false)).evidence).toEqual({ publicIps, publicSubnets: [] });
	expect(judge(publicNetwork([])).evidence).toEqual({ publicIps, publicSubnets: ["subnet-0b"], ports: [6379], protocols: ["tcp"] });
	expect(judge(publicNetwork([admits(open, 6379)])).evidence).toEqual({
		publicIps,
		publicSubnets: ["subnet-0b"],
		open: [{ protocol: "tcp", port: 6379, reach: "world", ranges: ["0.0.0.0/0"] }],
	});
});

it("does not take unknown subnets for private ones", () => {
	expect(() => judge(seen({ securityGroups: [], ingress: [admits(open, 6379)], subnets: [] }))).toThrow(
		"subnets of i-0a1b2c are not known",
	);
});
