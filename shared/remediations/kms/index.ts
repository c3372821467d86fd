import type { Action } from "../action.ts";
import { kmsKeyPolicyNotPublic } from "./kms-key-policy-not-public.ts";
import { kmsKeyRotation } from "./kms-key-rotation.ts";
import { kmsKeyUsable } from "./kms-key-usable.ts";

export const kmsActions: readonly Action[] = [kmsKeyPolicyNotPublic, kmsKeyRotation, kmsKeyUsable];
