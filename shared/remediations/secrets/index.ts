import type { Action } from "../action.ts";
import { secretPolicyKnownAccounts } from "./secret-policy-known-accounts.ts";
import { secretPolicyNotPublic } from "./secret-policy-not-public.ts";
import { secretRotation } from "./secret-rotation.ts";
import { secretUnusedDeleted } from "./secret-unused-deleted.ts";

export const secretsActions: readonly Action[] = [secretPolicyKnownAccounts, secretPolicyNotPublic, secretRotation, secretUnusedDeleted];
