import type { Revocation } from '../../../shared/membership/directory.ts'

/** Thrown by the first step of a cycle on a device that takes part no more: it ends the cycle, and no error. */
export class Revoked extends Error {
  readonly revocation: Revocation

  constructor(revocation: Revocation) {
    super('this device was revoked')
    this.revocation = revocation
  }
}
