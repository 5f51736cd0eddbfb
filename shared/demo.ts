/**
 * The fictional town Veenwijk: its people do not exist, so their passphrase may be known to everyone. As long
 * as every passphrase must be.
 */
export const DEMO_PASSPHRASE = 'welkom in veenwijk'
