import { rdsInstanceInVpc } from "../../../shared/rules/rds/rds-instance-in-vpc.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceInVpc, {
	pass: [
		{ name: "in a VPC", says: "vpc-0a1b2c3d", evidence: { vpcId: "vpc-0a1b2c3d" } },
		{ name: "in a VPC with a nameless subnet group", with: { subnetGroup: undefined } },
	],
	fail: [{ name: "no subnet group", with: { vpcId: undefined, subnetGroup: undefined }, says: "in no VPC", evidence: { vpcId: null } }],
	indeterminate: [{ name: "a subnet group without VPC", with: { vpcId: undefined }, says: "DBSubnetGroup.VpcId" }],
});
