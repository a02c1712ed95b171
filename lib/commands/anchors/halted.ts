/** Why nothing is anchored until an administrator has looked: thrown so that the transaction leaves nothing behind. */
export class Halted extends Error {}
